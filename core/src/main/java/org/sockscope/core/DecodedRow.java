// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sockscope.Connection;
import org.sockscope.MissingPid;
import org.sockscope.PidKind;
import org.sockscope.Row;
import org.sockscope.UnixEndpoint;
import org.sockscope.spi.SocketRows;

/**
 * A row that keeps plain values, and makes optional ones of them only when asked: there may be tens
 * of thousands. Numbers that the system doesn't tell are {@link SocketRows#ABSENT}.
 */
record DecodedRow(
    Connection connection,
    long netnsInode,
    long socketInode,
    long socketCookie,
    long userId,
    long received,
    long unsent,
    long lastUserPid,
    int descriptor,
    @Nullable String program,
    @Nullable String stateName,
    @Nullable UnixEndpoint localName,
    @Nullable UnixEndpoint remoteName,
    @Nullable PidKind kindOfPid,
    @Nullable MissingPid whyNoPid)
    implements Row {

  private static OptionalLong optional(long number) {
    return number == SocketRows.ABSENT ? OptionalLong.empty() : OptionalLong.of(number);
  }

  @Override
  public OptionalLong netns() {
    return optional(netnsInode);
  }

  @Override
  public OptionalLong inode() {
    return optional(socketInode);
  }

  @Override
  public OptionalLong cookie() {
    return optional(socketCookie);
  }

  @Override
  public OptionalLong uid() {
    return optional(userId);
  }

  @Override
  public OptionalLong receiveQueue() {
    return optional(received);
  }

  @Override
  public OptionalLong sendQueue() {
    return optional(unsent);
  }

  @Override
  public OptionalLong lastUser() {
    return optional(lastUserPid);
  }

  @Override
  public OptionalInt nativeFd() {
    return descriptor < 0 ? OptionalInt.empty() : OptionalInt.of(descriptor);
  }

  @Override
  public Optional<String> processName() {
    return Optional.ofNullable(program);
  }

  @Override
  public Optional<String> nativeState() {
    return Optional.ofNullable(stateName);
  }

  @Override
  public Optional<UnixEndpoint> nativeLaddr() {
    return Optional.ofNullable(localName);
  }

  @Override
  public Optional<UnixEndpoint> nativeRaddr() {
    return Optional.ofNullable(remoteName);
  }

  @Override
  public Optional<PidKind> pidKind() {
    return Optional.ofNullable(kindOfPid);
  }

  @Override
  public Optional<MissingPid> missingPid() {
    return Optional.ofNullable(whyNoPid);
  }
}
