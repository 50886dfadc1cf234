// SPDX-License-Identifier: Apache-2.0
package org.sockscope.jni;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketRequest;
import org.sockscope.spi.SocketRows;
import org.sockscope.spi.SocketTable;

/** The outbound port, over a collector in C. Every platform's provider opens one of these. */
public final class NativeSocketTable implements SocketTable {
  /** Forces one way of asking the system, by the name that the rows tell it by: for tests. */
  static final String METHOD_PROPERTY = "sockscope.method";

  private static final Cleaner CLEANER = Cleaner.create();

  private final Capabilities capabilities;
  private final List<String> methods;
  private final String library;
  private final long table;
  private final Cleaner.Cleanable cleanable;

  /** The array of rows that are not needed any more, for the next reply. */
  private final AtomicReference<byte[]> spare = new AtomicReference<>();

  private NativeSocketTable(
      Capabilities capabilities, List<String> methods, String library, long table) {
    this.capabilities = capabilities;
    this.methods = methods;
    this.library = library;
    this.table = table;
    this.cleanable = CLEANER.register(this, () -> NativeLibrary.close(table));
  }

  /**
   * Loads the library of a platform, if that was not done before, and opens its tables.
   *
   * @param provider a class of the platform, whose class loader has the library
   * @param system the system's name in classifiers, such as {@code linux}
   * @param capabilities what the platform's collector can tell
   * @param methods the names of the ways that the collector can be held to, best first, if there
   *     are several
   * @return the tables
   * @throws org.sockscope.NativeLibraryException if the library can't be loaded
   * @throws org.sockscope.SystemCallException if the system refuses something that is needed for
   *     every query
   */
  public static SocketTable open(
      Class<?> provider, String system, Capabilities capabilities, String... methods) {
    String library = NativeLibrary.load(BundledLibrary.of(provider, system));
    byte[] reply = NativeLibrary.open(System.getProperty(METHOD_PROPERTY));
    return new NativeSocketTable(capabilities, List.of(methods), library, Reply.of(reply).table());
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<String> methods() {
    return methods;
  }

  @Override
  public Optional<String> library() {
    return Optional.of(library);
  }

  @Override
  public SocketRows read(SocketRequest request) {
    byte[] reply;
    try {
      reply =
          NativeLibrary.read(
              table,
              request.process().orElse(RowFormat.EVERY_PROCESS),
              bits(request.protocols()),
              bits(request.statuses()),
              request.localPort().orElse(0),
              request.remotePort().orElse(0),
              (request.anyHolder() ? RowFormat.REQUEST_ANY_HOLDER : 0)
                  | (request.unbound() ? RowFormat.REQUEST_UNBOUND : 0),
              spare.getAndSet(null));
    } finally {
      Reference.reachabilityFence(
          this); // else the cleaner could close the table that is being read
    }
    return new PackedRows(Reply.of(reply), spare::set);
  }

  /** The codes of RowFormat are the ordinals; a test holds the two together. */
  @SuppressWarnings("EnumOrdinal")
  private static int bits(Set<? extends Enum<?>> values) {
    int bits = 0;
    for (Enum<?> value : values) {
      bits |= 1 << value.ordinal();
    }
    return bits;
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
