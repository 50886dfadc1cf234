// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sockscope.PidKind;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.SocketRows;

/** What a system tells of one socket; at first one that is held by process 42 under number 7. */
final class RowFacts {
  final Protocol protocol;
  SocketType type;
  Status status = Status.NONE;
  @Nullable String nativeState;
  long localHigh;
  long localLow;
  int localPort;
  long remoteHigh;
  long remoteLow;
  int remotePort;
  byte[] localName = {};
  byte[] remoteName = {};
  Ownership ownership = Ownership.KNOWN;
  @Nullable PidKind pidKind = PidKind.HOLDER;
  long pid = 42;
  int fd = 7;
  @Nullable String processName;
  long netns = SocketRows.ABSENT;
  long inode = SocketRows.ABSENT;
  long cookie = SocketRows.ABSENT;
  long uid = SocketRows.ABSENT;
  long receiveQueue = SocketRows.ABSENT;
  long sendQueue = SocketRows.ABSENT;

  private RowFacts(Protocol protocol, SocketType type) {
    this.protocol = protocol;
    this.type = type;
  }

  static RowFacts tcp4(Status status) {
    RowFacts row = new RowFacts(Protocol.TCP4, SocketType.SOCK_STREAM);
    row.status = status;
    return row;
  }

  static RowFacts tcp6(Status status) {
    RowFacts row = new RowFacts(Protocol.TCP6, SocketType.SOCK_STREAM);
    row.status = status;
    return row;
  }

  static RowFacts udp4() {
    return new RowFacts(Protocol.UDP4, SocketType.SOCK_DGRAM);
  }

  static RowFacts udp6() {
    return new RowFacts(Protocol.UDP6, SocketType.SOCK_DGRAM);
  }

  static RowFacts unix(SocketType type) {
    return new RowFacts(Protocol.UNIX, type);
  }

  /** A row that every query without predicates asks for. */
  static RowFacts ordinary(Protocol protocol) {
    RowFacts row =
        switch (protocol) {
          case TCP4 -> tcp4(Status.ESTABLISHED);
          case TCP6 -> tcp6(Status.ESTABLISHED);
          case UDP4 -> udp4();
          case UDP6 -> udp6();
          case UNIX -> unix(SocketType.SOCK_STREAM);
        };
    return switch (row.protocol) {
      case TCP4, UDP4 -> row.local("127.0.0.1", 1000).remote("127.0.0.2", 2000);
      case TCP6, UDP6 -> row.local("::1", 1000).remote("2001:db8::2", 2000);
      case UNIX -> row;
    };
  }

  RowFacts local(String ip, int port) {
    ByteBuffer bits = bits(ip);
    localHigh = bits.getLong();
    localLow = bits.getLong();
    localPort = port;
    return this;
  }

  RowFacts remote(String ip, int port) {
    ByteBuffer bits = bits(ip);
    remoteHigh = bits.getLong();
    remoteLow = bits.getLong();
    remotePort = port;
    return this;
  }

  private static ByteBuffer bits(String ip) {
    try {
      byte[] address = InetAddress.getByName(ip).getAddress();
      return ByteBuffer.allocate(16).position(16 - address.length).put(address).rewind();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  RowFacts names(byte[] local, byte[] remote) {
    localName = local;
    remoteName = remote;
    return this;
  }

  RowFacts holder(@Nullable PidKind kind, long process, int descriptor) {
    pidKind = kind;
    pid = process;
    fd = descriptor;
    return this;
  }

  /** Leaves in place what a sloppy adapter may leave in place: a pid and a descriptor. */
  RowFacts ownership(Ownership found) {
    ownership = found;
    return this;
  }
}
