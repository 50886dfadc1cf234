// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

/**
 * The end that an AF_INET or AF_INET6 socket doesn't have: the remote end of a listener or of an
 * unconnected socket, the local end of one that isn't bound. Any end with port 0 is this, on every
 * system. UNIX sockets never have it: theirs is an unnamed {@link UnixEndpoint}.
 */
public record NoEndpoint() implements Endpoint {
  /** An instance; all are equal. */
  public static final NoEndpoint INSTANCE = new NoEndpoint();

  /**
   * Nothing, as text.
   *
   * @return the empty string
   */
  @Override
  public String toString() {
    return "";
  }
}
