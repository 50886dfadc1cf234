// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.aix;

import org.sockscope.contract.Scenario;

/** The kernel's structures of a few sockets, each at addresses that follow from its number. */
final class AixScenario {
  private final StringBuilder lines = new StringBuilder(ScriptedAix.PROTOCOLS);

  AixScenario line(String line) {
    lines.append(line).append('\n');
    return this;
  }

  /** The address of a structure of a socket: 01 its file, 02 itself, 03 its control block, ... */
  static String at(String region, int number) {
    return "0xf1000%s0%08x".formatted(region, number << 8);
  }

  AixScenario process(long pid) {
    return line("process %d server".formatted(pid));
  }

  AixScenario descriptor(long pid, int fd, int number) {
    return line("fd %d %d %s".formatted(pid, fd, at("01", number)));
  }

  AixScenario socket(int number, int type, String protosw) {
    return line("file %s %s".formatted(at("01", number), at("02", number)))
        .line("socket %s %d %s %s".formatted(at("02", number), type, protosw, at("03", number)));
  }

  /** A TCP connection over IPv4 from port 22 to another. */
  AixScenario connection(int number, int remotePort) {
    return socket(number, 1, "0x501000")
        .line(
            "inpcb %s %s %s 10.0.0.1 22 10.0.0.2 %d"
                .formatted(at("03", number), at("02", number), at("04", number), remotePort))
        .line("tcpcb %s 4".formatted(at("04", number)));
  }

  /** A UNIX stream socket that is connected to another, or to none with 0. */
  AixScenario unix(int number, int peer) {
    return socket(number, 1, "0x501400")
        .line(
            "unpcb %s %s %s 0"
                .formatted(at("03", number), at("02", number), peer == 0 ? "0" : at("03", peer)));
  }

  /** The world as it is later on, which is all new. */
  AixScenario round() {
    lines.append("round\n").append(ScriptedAix.PROTOCOLS);
    return this;
  }

  void write() {
    Scenario.write(lines.toString());
  }
}
