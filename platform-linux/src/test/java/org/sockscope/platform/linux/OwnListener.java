// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Supplier;
import org.sockscope.InetEndpoint;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Sockscope;
import org.sockscope.SockscopeException;

/**
 * Looks for a listener that it opens itself: from its opening of a scope to the answer, all that a
 * loaded library is needed for. It runs in a JVM of its own, or under a class loader of its own.
 */
public final class OwnListener implements Supplier<String> {
  /** What is told if it was found. */
  static final String FOUND = "found";

  /** For class loaders. */
  public OwnListener() {}

  /**
   * Runs it.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println(new OwnListener().get());
  }

  /**
   * Looks.
   *
   * @return {@link #FOUND}, or why not: the exception with its message
   */
  @Override
  public String get() {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Sockscope scope = Sockscope.system()) {
      Query query = Query.of(Kind.TCP).localPort(listener.getLocalPort());
      return scope.process(ProcessHandle.current()).snapshot(query).connections().stream()
              .map(row -> (InetEndpoint) row.laddr())
              .anyMatch(laddr -> laddr.port() == listener.getLocalPort())
          ? FOUND
          : "not found";
    } catch (SockscopeException e) {
      return e.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
