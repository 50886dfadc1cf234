// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An IP address and a port.
 *
 * <p>It keeps the bits of the address and makes objects and text of them only when asked. An IPv6
 * address has no scope. Nothing here ever asks a name server.
 */
public final class InetEndpoint implements Endpoint {
  private static final int MAX_PORT = 0xFFFF;
  private static final int INET6_FLAG = 1 << 16;

  private final long high;
  private final long low;

  /**
   * The port, and {@link #INET6_FLAG}: tens of thousands of these live at once, eight bytes each
   * are worth it.
   */
  private final int portAndFamily;

  private InetEndpoint(long high, long low, int portAndFamily) {
    this.high = high;
    this.low = low;
    this.portAndFamily = portAndFamily;
  }

  /**
   * An endpoint from the bits of its address.
   *
   * @param family AF_INET or AF_INET6
   * @param high the upper 64 bits of an IPv6 address, the first byte on the wire being the most
   *     significant; 0 for AF_INET
   * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address (127.0.0.1
   *     is {@code 0x7f000001L})
   * @param port the port, 0 to 65535
   * @return the endpoint
   * @throws IllegalArgumentException if the family is AF_UNIX, the port is out of range, or an
   *     AF_INET address has more than 32 bits
   */
  public static InetEndpoint of(AddressFamily family, long high, long low, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
    return switch (family) {
      case AF_INET6 -> new InetEndpoint(high, low, port | INET6_FLAG);
      case AF_INET -> {
        if (high != 0 || low >>> 32 != 0) {
          throw new IllegalArgumentException("an AF_INET address has 32 bits");
        }
        yield new InetEndpoint(0, low, port);
      }
      case AF_UNIX -> throw new IllegalArgumentException("an AF_UNIX end has no address and port");
    };
  }

  /**
   * An endpoint from an address object.
   *
   * @param ip the address; the scope of an IPv6 address is dropped
   * @param port the port, 0 to 65535
   * @return the endpoint, AF_INET for an {@link Inet4Address} and AF_INET6 for an {@link
   *     Inet6Address}
   * @throws IllegalArgumentException if the port is out of range
   */
  public static InetEndpoint of(InetAddress ip, int port) {
    ByteBuffer bits = ByteBuffer.wrap(ip.getAddress());
    return ip instanceof Inet4Address
        ? of(AddressFamily.AF_INET, 0, Integer.toUnsignedLong(bits.getInt()), port)
        : of(AddressFamily.AF_INET6, bits.getLong(), bits.getLong(), port);
  }

  /**
   * The family of the address.
   *
   * @return AF_INET or AF_INET6
   */
  public AddressFamily family() {
    return isInet6() ? AddressFamily.AF_INET6 : AddressFamily.AF_INET;
  }

  /**
   * The port.
   *
   * @return the port, 0 to 65535
   */
  public int port() {
    return portAndFamily & MAX_PORT;
  }

  /**
   * The address as an object, made anew on each call.
   *
   * @return an {@link Inet4Address} for AF_INET; for AF_INET6 an {@link Inet6Address} without
   *     scope, also when it is IPv4-mapped
   */
  public InetAddress ip() {
    try {
      return isInet6()
          ? Inet6Address.getByAddress(
              null, ByteBuffer.allocate(16).putLong(high).putLong(low).array(), /* no scope */ -1)
          : InetAddress.getByAddress(ByteBuffer.allocate(4).putInt((int) low).array());
    } catch (UnknownHostException e) {
      throw new AssertionError("an address of 4 or 16 bytes is always legal", e);
    }
  }

  /**
   * Address and port as an object, made anew on each call and never resolved.
   *
   * @return the socket address
   */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(ip(), port());
  }

  /**
   * The address as text: four decimal numbers, or the form of RFC 5952, with IPv4-mapped addresses
   * as {@code ::ffff:1.2.3.4}. Without brackets and without the port.
   *
   * @return the text
   */
  public String text() {
    StringBuilder text = new StringBuilder(40);
    if (!isInet6()) {
      appendInet4(text, (int) low);
    } else if (high == 0 && low >>> 32 == 0xFFFF) {
      appendInet4(text.append("::ffff:"), (int) low);
    } else {
      appendInet6(text);
    }
    return text.toString();
  }

  private boolean isInet6() {
    return (portAndFamily & INET6_FLAG) != 0;
  }

  private static void appendInet4(StringBuilder text, int bits) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      text.append(bits >>> shift & 0xFF);
      if (shift > 0) {
        text.append('.');
      }
    }
  }

  /**
   * RFC 5952, section 4: the longest run of two or more zero groups becomes "::", the first one of
   * equals.
   */
  private void appendInet6(StringBuilder text) {
    int runStart = -1;
    int runLength = 1;
    for (int start = 0; start < 8; start++) {
      int end = start;
      while (end < 8 && group(end) == 0) {
        end++;
      }
      if (end - start > runLength) {
        runStart = start;
        runLength = end - start;
      }
    }
    for (int i = 0; i < 8; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
  }

  private int group(int index) {
    return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index & 3))) & 0xFFFF;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InetEndpoint that
        && high == that.high
        && low == that.low
        && portAndFamily == that.portAndFamily;
  }

  @Override
  public int hashCode() {
    return Objects.hash(high, low, portAndFamily);
  }

  /**
   * Address and port as people write them.
   *
   * @return {@code 127.0.0.1:80} or {@code [::1]:80}
   */
  @Override
  public String toString() {
    return isInet6() ? "[" + text() + "]:" + port() : text() + ":" + port();
  }
}
