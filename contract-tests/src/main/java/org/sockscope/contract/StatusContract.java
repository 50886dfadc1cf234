// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoEndpoint;
import org.sockscope.Query;
import org.sockscope.Row;
import org.sockscope.Status;

/** The states of TCP, and the sockets that no process holds. */
abstract class StatusContract extends Contract {
  StatusContract(PlatformContract platform) {
    super(platform);
  }

  @Test
  void bothSidesOfAConnectionAreEstablished() {
    List<Connection> opened = open(Opening.TCP4_CONNECTION);

    assertEquals(Status.LISTEN, statusOf(opened.get(0)));
    assertEquals(Status.ESTABLISHED, statusOf(opened.get(1)));
    assertEquals(Status.ESTABLISHED, statusOf(opened.get(2)));
  }

  @Test
  void aConnectionThatOneSideClosedIsFinWait2AndCloseWait() {
    List<Connection> opened = open(Opening.TCP4_HALF_CLOSED);

    assertEquals(Status.FIN_WAIT2, statusOf(opened.get(1)));
    assertEquals(Status.CLOSE_WAIT, statusOf(opened.get(2)));
  }

  @Test
  void aRequestThatIsNotAnsweredIsSynSent() {
    assertEquals(Status.SYN_SENT, statusOf(open(Opening.TCP4_FULL_QUEUE).get(3)));
  }

  @Test
  void aConnectionInTimeWaitBelongsToNobody() {
    need(Promise.OWNERLESS);
    Connection closed = open(Opening.TCP4_TIME_WAIT).get(1);

    Row row = onlyOwnerlessRow(closed);

    assertEquals(Status.TIME_WAIT, row.connection().status());
    assertEquals(-1, row.connection().fd());
    assertEquals(Optional.of(MissingPid.NONE), row.missingPid());
  }

  @Test
  void aConnectionThatWasNotAcceptedYetBelongsToNobody() {
    need(Promise.OWNERLESS);
    Connection waiting = open(Opening.TCP4_FULL_QUEUE).get(2);

    Row row = onlyOwnerlessRow(waiting);

    assertEquals(Status.ESTABLISHED, row.connection().status());
    assertEquals(-1, row.connection().fd());
    assertEquals(Optional.of(MissingPid.NONE), row.missingPid());
  }

  @Test
  void socketsOfNobodyAreNotListedUnlessThatIsPromised() {
    Connection closed = open(Opening.TCP4_TIME_WAIT).get(1);

    assertEquals(promises.keeps(Promise.OWNERLESS) ? 1 : 0, ownerlessRowsLike(closed).size());
  }

  @Test
  void aBoundTcpSocketIsBoundAndAnUnboundOneIsClosed() {
    need(Promise.UNBOUND);
    Holder holder = holderOf(Opening.TCP4_BOUND, Opening.TCP4_UNBOUND);

    List<Connection> rows =
        scope.process(holder.pid()).snapshot(Query.of(Kind.TCP).unbound(true)).connections();

    assertEquals(2, rows.size(), rows::toString);
    for (Connection row : rows) {
      boolean bound = !row.laddr().equals(NoEndpoint.INSTANCE);
      Status unbound = promises.keeps(Promise.IDLE) ? Status.IDLE : Status.CLOSE;
      assertEquals(bound ? Status.BOUND : unbound, row.status());
      assertEquals(NoEndpoint.INSTANCE, row.raddr());
    }
    assertEquals(
        promises.keeps(Promise.BOUND_TCP) ? 2 : 1,
        rows.stream().map(Connection::status).distinct().count());
  }

  private Status statusOf(Connection socket) {
    List<Status> statuses =
        scope.process(socket.pid()).connections(Kind.TCP).stream()
            .filter(row -> row.laddr().equals(socket.laddr()) && row.raddr().equals(socket.raddr()))
            .map(Connection::status)
            .toList();
    assertEquals(1, statuses.size(), statuses::toString);
    return statuses.get(0);
  }

  private Row onlyOwnerlessRow(Connection socket) {
    List<Row> rows = ownerlessRowsLike(socket);
    assertEquals(1, rows.size(), rows::toString);
    return rows.get(0);
  }

  private List<Row> ownerlessRowsLike(Connection socket) {
    return scope.snapshot(Query.of(Kind.TCP)).rows().stream()
        .filter(row -> row.connection().pid() == -1)
        .filter(row -> row.connection().laddr().equals(socket.laddr()))
        .filter(row -> row.connection().raddr().equals(socket.raddr()))
        .toList();
  }
}
