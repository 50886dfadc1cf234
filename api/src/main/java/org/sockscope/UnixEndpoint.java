// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The name of one end of a UNIX socket: a path in the file system, a name in Linux' abstract
 * namespace, or no name.
 *
 * <p>It holds the bytes that the kernel holds, and is equal by them. {@link #path()} is their text;
 * two names with equal text may differ, since a path may begin with {@code @} too.
 */
public final class UnixEndpoint implements Endpoint {
  /** The end without a name. */
  public static final UnixEndpoint UNNAMED = new UnixEndpoint(new byte[0]);

  private final byte[] name;

  private UnixEndpoint(byte[] name) {
    this.name = name;
  }

  /**
   * A path, or no name; never an abstract name.
   *
   * @param path the path, empty for an unnamed end; a character U+DC80 to U+DCFF stands for the
   *     byte that is not UTF-8, as in {@link #path()}
   * @throws IllegalArgumentException if the path has a NUL character or a surrogate that stands for
   *     nothing
   */
  public UnixEndpoint(String path) {
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a path has no NUL character; UnixEndpoint.of(byte[]) takes abstract names");
    }
    this.name = SurrogateEscape.encode(path);
  }

  /**
   * The name made of these bytes, as the kernel has them.
   *
   * @param name empty for an unnamed end; an abstract name begins with a NUL byte, and all its
   *     bytes count; a path ends at its first NUL byte, if it has one. The array is copied.
   * @return the end
   */
  public static UnixEndpoint of(byte[] name) {
    if (name.length == 0) {
      return UNNAMED;
    }
    int length = name.length;
    if (name[0] != 0) {
      for (int i = 0; i < length; i++) {
        if (name[i] == 0) {
          length = i;
        }
      }
    }
    return new UnixEndpoint(Arrays.copyOf(name, length));
  }

  /**
   * The name as text. The bytes are read as UTF-8; a byte 0xNN that is not part of valid UTF-8
   * becomes the lone surrogate U+DCNN, so that no byte is lost. An abstract name begins with
   * {@code @}, and NUL bytes in it are {@code @} too, as Linux shows them. The text may hold
   * control characters: escape it before it goes to a terminal.
   *
   * @return the text, empty for an unnamed end
   */
  public String path() {
    if (!isAbstract()) {
      return SurrogateEscape.decode(name);
    }
    byte[] shown = name.clone();
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] == 0) {
        shown[i] = '@';
      }
    }
    return SurrogateEscape.decode(shown);
  }

  /**
   * The name as the kernel has it.
   *
   * @return a new array; empty for an unnamed end, beginning with a NUL byte for an abstract name,
   *     and without a closing NUL byte for a path
   */
  public byte[] bytes() {
    return name.clone();
  }

  /**
   * Whether this is a name in Linux' abstract namespace.
   *
   * @return true if it begins with a NUL byte
   */
  public boolean isAbstract() {
    return name.length > 0 && name[0] == 0;
  }

  /**
   * Whether this end has no name.
   *
   * @return true if there are no bytes
   */
  public boolean isUnnamed() {
    return name.length == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UnixEndpoint that && Arrays.equals(name, that.name);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(name);
  }

  /**
   * The same as {@link #path()}.
   *
   * @return the text of the name
   */
  @Override
  public String toString() {
    return path();
  }
}
