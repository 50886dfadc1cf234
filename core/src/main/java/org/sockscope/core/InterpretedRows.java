// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.Endpoint;
import org.sockscope.InetEndpoint;
import org.sockscope.MissingPid;
import org.sockscope.NoEndpoint;
import org.sockscope.PidKind;
import org.sockscope.Row;
import org.sockscope.RowCursor;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.Ownership;
import org.sockscope.spi.Protocol;
import org.sockscope.spi.SocketRows;
import org.sockscope.spi.UnixNames;

/**
 * What the rows of a system mean, decided here once for all systems. Those that the query doesn't
 * ask for are passed over.
 */
final class InterpretedRows implements RowCursor {
  private final SocketRows source;
  private final Capabilities capabilities;
  private final QueryPlan plan;
  private final boolean everyProcessRead;
  private boolean invalid;

  InterpretedRows(
      SocketRows source, Capabilities capabilities, QueryPlan plan, boolean everyProcessRead) {
    this.source = source;
    this.capabilities = capabilities;
    this.plan = plan;
    this.everyProcessRead = everyProcessRead;
  }

  /** Goes on to the next row that the query asks for. */
  boolean next() {
    while (rows().next()) {
      if (plan.wants(this)) {
        return true;
      }
    }
    return false;
  }

  /** Every call of another method throws IllegalStateException from now on. */
  void invalidate() {
    invalid = true;
  }

  private SocketRows rows() {
    if (invalid) {
      throw new IllegalStateException("the cursor is valid only inside forEach");
    }
    return source;
  }

  Protocol protocol() {
    return rows().protocol();
  }

  private boolean isTcp() {
    Protocol protocol = protocol();
    return protocol == Protocol.TCP4 || protocol == Protocol.TCP6;
  }

  private boolean isUdp() {
    Protocol protocol = protocol();
    return protocol == Protocol.UDP4 || protocol == Protocol.UDP6;
  }

  /** Whether this is a socket that is listed only if the query asks for unbound ones. */
  boolean isUnbound() {
    if (isTcp()) {
      return switch (status()) {
        case IDLE, BOUND -> true;
        case CLOSE -> remotePort() == 0;
        default -> false;
      };
    }
    return isUdp() && localPort() == 0;
  }

  @Override
  public AddressFamily family() {
    return rows().family();
  }

  @Override
  public SocketType type() {
    return rows().type();
  }

  @Override
  public Status status() {
    if (!isTcp()) {
      return Status.NONE;
    }
    Status status = rows().status();
    boolean isBound = status == Status.CLOSE && rows().remotePort() == 0 && localPort() != 0;
    return isBound ? Status.BOUND : status;
  }

  @Override
  public int localPort() {
    return rows().localPort();
  }

  @Override
  public int remotePort() {
    return isTcp() && rows().status() == Status.LISTEN ? 0 : rows().remotePort();
  }

  @Override
  public long localAddressHigh() {
    return localPort() == 0 ? 0 : rows().localAddressHigh();
  }

  @Override
  public long localAddressLow() {
    return localPort() == 0 ? 0 : rows().localAddressLow();
  }

  @Override
  public long remoteAddressHigh() {
    return remotePort() == 0 ? 0 : rows().remoteAddressHigh();
  }

  @Override
  public long remoteAddressLow() {
    return remotePort() == 0 ? 0 : rows().remoteAddressLow();
  }

  @Override
  public Endpoint laddr() {
    if (protocol() == Protocol.UNIX) {
      return showsLocalName() ? UnixEndpoint.of(rows().localName()) : UnixEndpoint.UNNAMED;
    }
    return localPort() == 0
        ? NoEndpoint.INSTANCE
        : InetEndpoint.of(family(), localAddressHigh(), localAddressLow(), localPort());
  }

  @Override
  public Endpoint raddr() {
    if (protocol() == Protocol.UNIX) {
      return showsRemoteName() ? UnixEndpoint.of(rows().remoteName()) : UnixEndpoint.UNNAMED;
    }
    return remotePort() == 0
        ? NoEndpoint.INSTANCE
        : InetEndpoint.of(family(), remoteAddressHigh(), remoteAddressLow(), remotePort());
  }

  private boolean showsLocalName() {
    return capabilities.unixNames() != UnixNames.NONE;
  }

  private boolean showsRemoteName() {
    return capabilities.unixNames() == UnixNames.BOTH;
  }

  private @Nullable UnixEndpoint hiddenLocalName() {
    return showsLocalName() ? null : nameOrNull(rows().localName());
  }

  private @Nullable UnixEndpoint hiddenRemoteName() {
    return showsRemoteName() ? null : nameOrNull(rows().remoteName());
  }

  private @Nullable UnixEndpoint nameOrNull(byte[] name) {
    return protocol() == Protocol.UNIX && name.length > 0 ? UnixEndpoint.of(name) : null;
  }

  /** An adapter that knows an owner but not what kind of one knows nothing. */
  private boolean isOwned() {
    PidKind kind = rows().pidKind();
    return rows().ownership() == Ownership.KNOWN && kind != null && kind != PidKind.LAST_USER;
  }

  @Override
  public long pid() {
    return isOwned() ? rows().pid() : -1;
  }

  private long lastUser() {
    return rows().pidKind() == PidKind.LAST_USER ? rows().pid() : ABSENT;
  }

  private int nativeFd() {
    return isOwned() ? rows().fd() : -1;
  }

  @Override
  public int fd() {
    int fd = nativeFd(); // an invalid cursor says so, also where nothing is told
    return capabilities.fds() ? fd : -1;
  }

  private @Nullable PidKind pidKindOrNull() {
    PidKind kind = rows().pidKind();
    return isOwned() || kind == PidKind.LAST_USER ? kind : null;
  }

  @Override
  public Optional<PidKind> pidKind() {
    return Optional.ofNullable(pidKindOrNull());
  }

  private @Nullable MissingPid missingPidOrNull() {
    if (isOwned()) {
      return null;
    }
    return switch (rows().ownership()) {
      case NO_HOLDER -> MissingPid.NONE;
      case CHANGED -> MissingPid.GONE;
      case HIDDEN -> MissingPid.HIDDEN;
      case KNOWN, NOT_FOUND -> everyProcessRead ? MissingPid.NONE : MissingPid.HIDDEN;
    };
  }

  @Override
  public Optional<MissingPid> missingPid() {
    return Optional.ofNullable(missingPidOrNull());
  }

  @Override
  public long netns() {
    return rows().netns();
  }

  @Override
  public long inode() {
    return rows().inode();
  }

  @Override
  public long cookie() {
    return rows().cookie();
  }

  @Override
  public long uid() {
    return rows().uid();
  }

  @Override
  public long receiveQueue() {
    return rows().receiveQueue();
  }

  @Override
  public long sendQueue() {
    return rows().sendQueue();
  }

  @Override
  public Connection connection() {
    return new Connection(fd(), family(), type(), laddr(), raddr(), status(), pid());
  }

  @Override
  public Row row() {
    return new DecodedRow(
        connection(),
        netns(),
        inode(),
        cookie(),
        uid(),
        receiveQueue(),
        sendQueue(),
        lastUser(),
        capabilities.fds() ? -1 : nativeFd(),
        isOwned() ? rows().processName() : null,
        rows().nativeState(),
        hiddenLocalName(),
        hiddenRemoteName(),
        pidKindOrNull(),
        missingPidOrNull());
  }
}
