// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

/**
 * One end of a socket: an address and port, a UNIX name, or nothing.
 *
 * <p>Endpoints are immutable and equal by content.
 */
public sealed interface Endpoint permits InetEndpoint, UnixEndpoint, NoEndpoint {}
