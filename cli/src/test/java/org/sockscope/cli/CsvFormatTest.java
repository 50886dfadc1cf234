// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sockscope.cli.FixtureScope.inet4;
import static org.sockscope.cli.FixtureScope.tcp;
import static org.sockscope.cli.FixtureScope.unix;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sockscope.AddressFamily;
import org.sockscope.Connection;
import org.sockscope.MissingPid;
import org.sockscope.NoEndpoint;
import org.sockscope.SocketType;
import org.sockscope.Status;
import org.sockscope.UnixEndpoint;

class CsvFormatTest {
  private static final String HEADER =
      "pid,fd,family,type,laddr_ip,laddr_port,laddr_path,raddr_ip,raddr_port,raddr_path,status\n";

  @Test
  void eachEndHasColumnsOfItsOwn() {
    FixtureScope machine =
        new FixtureScope()
            .add(
                tcp(7, inet4(0x0a000001L, 48776), inet4(0x5db8875bL, 80), Status.CLOSE_WAIT, 1694),
                "curl")
            .add(unix(3, new UnixEndpoint("/run/init"), 1), "init")
            .add(
                new Connection(
                    -1,
                    AddressFamily.AF_INET6,
                    SocketType.SOCK_DGRAM,
                    NoEndpoint.INSTANCE,
                    NoEndpoint.INSTANCE,
                    Status.NONE,
                    -1),
                MissingPid.NONE);

    Run run = Run.of(machine, "--kind", "all", "--format", "csv");

    assertEquals(
        new Run(
            0,
            HEADER
                + "1694,7,AF_INET,SOCK_STREAM,10.0.0.1,48776,,93.184.135.91,80,,CLOSE_WAIT\n"
                + "1,3,AF_UNIX,SOCK_STREAM,,,/run/init,,,,NONE\n"
                + ",-1,AF_INET6,SOCK_DGRAM,,,,,,,NONE\n",
            ""),
        run);
  }

  @Test
  void nothingIsTheHeaderAlone() {
    assertEquals(new Run(0, HEADER, ""), Run.of(new FixtureScope(), "--format", "csv"));
  }

  @Test
  void aNameIsQuotedAndStaysOnItsLine() {
    byte[] name = "/a \"b\",\r\n\u202e\u00e9\\".getBytes(StandardCharsets.UTF_8);
    FixtureScope machine =
        new FixtureScope()
            .add(unix(3, UnixEndpoint.of(name), 1), "init")
            .add(unix(4, UnixEndpoint.of(new byte[] {0, (byte) 0xff}), 1), "init");

    String out = Run.of(machine, "--kind", "all", "--format", "csv").out();

    assertEquals(
        HEADER
            + "1,3,AF_UNIX,SOCK_STREAM,,,\"/a \"\"b\"\",\\x0d\\x0a\\u202e\u00e9\\\\\",,,,NONE\n"
            + "1,4,AF_UNIX,SOCK_STREAM,,,@\\xff,,,,NONE\n",
        out);
  }
}
