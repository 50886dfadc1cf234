// SPDX-License-Identifier: Apache-2.0
package org.sockscope.contract.scripted;

import static java.util.stream.Collectors.joining;
import static org.sockscope.AddressFamily.AF_INET;
import static org.sockscope.AddressFamily.AF_INET6;
import static org.sockscope.SocketType.SOCK_DGRAM;
import static org.sockscope.SocketType.SOCK_SEQPACKET;
import static org.sockscope.SocketType.SOCK_STREAM;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sockscope.AddressFamily;
import org.sockscope.InetEndpoint;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Sockscope;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Feature;
import org.sockscope.contract.Opening;
import org.sockscope.contract.Scenario;
import org.sockscope.contract.World;

/** Processes and sockets that a scenario tells of, which is written anew at each change. */
public abstract class ScriptedWorld implements World {
  private static final long LOOPBACK4 = 0x7F000001L;
  private static final long LOOPBACK6 = 1;
  private static final long MAPPED_LOOPBACK = 0xFFFF_7F00_0001L;
  private static final long ANY = 0;

  private final String system;
  private final List<ScriptedHolder> holders = new ArrayList<>();
  private final List<ScriptedSocket> ownerless = new ArrayList<>();
  private long lastPid = 1000;
  private long lastId = 70_000;
  private int lastPort = 40_000;

  /**
   * A world without processes, whose scenario is there when a scope is opened.
   *
   * @param system what the system's own JVM has in the property {@code os.name}
   */
  protected ScriptedWorld(String system) {
    this.system = system;
  }

  /**
   * The lines of the scenario, as the scripted kernel understands them.
   *
   * @param holders the processes, in the order in which they were started
   * @param ownerless the sockets that no process holds
   * @return the lines, without line ends
   */
  protected abstract Stream<String> lines(
      List<ScriptedHolder> holders, List<ScriptedSocket> ownerless);

  @Override
  public Map<Feature, String> missing() {
    return Map.of(
        Feature.PROCESS_HANDLE, "the JVM finds none of the processes that a scenario tells of");
  }

  @Override
  public Sockscope openScope() {
    write();
    return ScriptedSystem.open(system);
  }

  @Override
  public ScriptedHolder start() {
    ScriptedHolder holder = new ScriptedHolder(this, ++lastPid);
    holders.add(holder);
    write();
    return holder;
  }

  void remove(ScriptedHolder holder) {
    holders.remove(holder);
    write();
  }

  @Override
  public void close() {
    holders.clear();
    ownerless.clear();
    write();
  }

  final void write() {
    Scenario.write(
        lines(List.copyOf(holders), List.copyOf(ownerless))
            .map(line -> line + "\n")
            .collect(joining()));
  }

  /** New sockets; the table has those that no process will hold already. */
  List<ScriptedSocket> sockets(Opening opening) {
    return switch (opening) {
      case TCP4_LISTENER -> List.of(listener(loopback(AF_INET)));
      case TCP6_LISTENER -> List.of(listener(loopback(AF_INET6)));
      case TCP4_WILDCARD_LISTENER -> List.of(listener(end(AF_INET, ANY)));
      case TCP6_WILDCARD_LISTENER -> List.of(listener(end(AF_INET6, ANY)));
      case TCP4_TWO_LISTENERS -> twoListeners();
      case TCP4_CONNECTION -> connection(AF_INET, Status.ESTABLISHED, Status.ESTABLISHED);
      case TCP6_CONNECTION -> connection(AF_INET6, Status.ESTABLISHED, Status.ESTABLISHED);
      case TCP_MAPPED_CONNECTION -> mappedConnection();
      case TCP4_HALF_CLOSED -> connection(AF_INET, Status.FIN_WAIT2, Status.CLOSE_WAIT);
      case TCP4_TIME_WAIT -> timeWait();
      case TCP4_FULL_QUEUE -> fullQueue();
      case TCP4_BOUND -> List.of(bound(AF_INET));
      case TCP6_BOUND -> List.of(bound(AF_INET6));
      case TCP4_UNBOUND -> List.of(unbound(AF_INET, SOCK_STREAM));
      case TCP6_UNBOUND -> List.of(unbound(AF_INET6, SOCK_STREAM));
      case UDP4_BOUND -> List.of(boundUdp(AF_INET));
      case UDP6_BOUND -> List.of(boundUdp(AF_INET6));
      case UDP4_CONNECTED -> connectedUdp(AF_INET);
      case UDP6_CONNECTED -> connectedUdp(AF_INET6);
      case UDP4_UNBOUND -> List.of(unbound(AF_INET, SOCK_DGRAM));
      case UDP6_UNBOUND -> List.of(unbound(AF_INET6, SOCK_DGRAM));
      case UNIX_STREAM_LISTENER -> List.of(named(SOCK_STREAM, path()));
      case UNIX_SEQPACKET_LISTENER -> List.of(named(SOCK_SEQPACKET, path()));
      case UNIX_DGRAM_BOUND -> List.of(named(SOCK_DGRAM, path()));
      case UNIX_ABSTRACT_LISTENER -> List.of(named(SOCK_STREAM, abstractName()));
      case UNIX_STREAM_CONNECTION -> unixConnection();
      case UNIX_DGRAM_UNNAMED -> List.of(named(SOCK_DGRAM, UnixEndpoint.UNNAMED));
      case UNIX_STREAM_PAIR -> pair(UnixEndpoint.UNNAMED);
    };
  }

  private InetEndpoint loopback(AddressFamily family) {
    return end(family, family == AF_INET ? LOOPBACK4 : LOOPBACK6);
  }

  private InetEndpoint end(AddressFamily family, long address) {
    return InetEndpoint.of(family, 0, address, ++lastPort);
  }

  private ScriptedSocket listener(InetEndpoint local) {
    return ScriptedSocket.tcp(++lastId, local, NoEndpoint.INSTANCE, Status.LISTEN);
  }

  private ScriptedSocket connected(InetEndpoint local, InetEndpoint remote, Status status) {
    return ScriptedSocket.tcp(++lastId, local, remote, status);
  }

  private ScriptedSocket ownerless(InetEndpoint local, InetEndpoint remote, Status status) {
    ScriptedSocket socket = ScriptedSocket.ownerless(++lastId, local, remote, status);
    ownerless.add(socket);
    return socket;
  }

  private List<ScriptedSocket> twoListeners() {
    InetEndpoint local = loopback(AF_INET);
    return List.of(listener(local), listener(local));
  }

  private List<ScriptedSocket> connection(AddressFamily family, Status client, Status accepted) {
    InetEndpoint server = loopback(family);
    InetEndpoint local = loopback(family);
    return List.of(
        listener(server), connected(local, server, client), connected(server, local, accepted));
  }

  private List<ScriptedSocket> mappedConnection() {
    InetEndpoint server = end(AF_INET6, MAPPED_LOOPBACK);
    InetEndpoint client = loopback(AF_INET);
    return List.of(
        listener(server),
        connected(
            client, InetEndpoint.of(AF_INET, 0, LOOPBACK4, server.port()), Status.ESTABLISHED),
        connected(
            server,
            InetEndpoint.of(AF_INET6, 0, MAPPED_LOOPBACK, client.port()),
            Status.ESTABLISHED));
  }

  private List<ScriptedSocket> timeWait() {
    InetEndpoint server = loopback(AF_INET);
    return List.of(listener(server), ownerless(loopback(AF_INET), server, Status.TIME_WAIT));
  }

  private List<ScriptedSocket> fullQueue() {
    InetEndpoint server = loopback(AF_INET);
    InetEndpoint client = loopback(AF_INET);
    return List.of(
        listener(server),
        connected(client, server, Status.ESTABLISHED),
        ownerless(server, client, Status.ESTABLISHED),
        connected(loopback(AF_INET), server, Status.SYN_SENT));
  }

  private ScriptedSocket bound(AddressFamily family) {
    return ScriptedSocket.tcp(++lastId, loopback(family), NoEndpoint.INSTANCE, Status.BOUND);
  }

  private ScriptedSocket unbound(AddressFamily family, SocketType type) {
    return ScriptedSocket.unbound(++lastId, family, type);
  }

  private ScriptedSocket boundUdp(AddressFamily family) {
    return ScriptedSocket.udp(++lastId, loopback(family), NoEndpoint.INSTANCE);
  }

  private List<ScriptedSocket> connectedUdp(AddressFamily family) {
    ScriptedSocket other = boundUdp(family);
    return List.of(ScriptedSocket.udp(++lastId, loopback(family), other.local()), other);
  }

  private UnixEndpoint path() {
    return new UnixEndpoint("/run/holder/" + lastId);
  }

  private UnixEndpoint abstractName() {
    return UnixEndpoint.of(("\0holder-" + lastId).getBytes(StandardCharsets.US_ASCII));
  }

  private ScriptedSocket named(SocketType type, UnixEndpoint name) {
    return ScriptedSocket.unix(++lastId, type, name, UnixEndpoint.UNNAMED, 0);
  }

  private List<ScriptedSocket> unixConnection() {
    UnixEndpoint path = path();
    List<ScriptedSocket> sockets = new ArrayList<>(List.of(named(SOCK_STREAM, path)));
    sockets.addAll(pair(path));
    return sockets;
  }

  /** An unnamed socket and the other end of its connection. */
  private List<ScriptedSocket> pair(UnixEndpoint name) {
    long one = ++lastId;
    long other = ++lastId;
    return List.of(
        ScriptedSocket.unix(one, SOCK_STREAM, UnixEndpoint.UNNAMED, name, other),
        ScriptedSocket.unix(other, SOCK_STREAM, name, UnixEndpoint.UNNAMED, one));
  }
}
