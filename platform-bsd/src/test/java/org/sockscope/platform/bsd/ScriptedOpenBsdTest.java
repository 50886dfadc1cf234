// SPDX-License-Identifier: Apache-2.0
package org.sockscope.platform.bsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockscope.AccessDeniedException;
import org.sockscope.Kind;
import org.sockscope.MissingPid;
import org.sockscope.NoSuchProcessException;
import org.sockscope.Row;
import org.sockscope.Snapshot;
import org.sockscope.SystemCallException;
import org.sockscope.UnixEndpoint;
import org.sockscope.contract.Scenario;

/** OpenBSD's descriptors, by process and by file, as libkvm gives them. */
class ScriptedOpenBsdTest extends BsdQueries {
  ScriptedOpenBsdTest() {
    super("OpenBSD");
  }

  @Nested
  class Failures {
    @ParameterizedTest
    @CsvSource({
      "kvm_openfiles, kernel, EIO, 5",
      "kvm_getfiles, bypid, EIO, 5",
      "kvm_getfiles, byfile, EIO, 5",
      "kvm_getfiles, bypid, EPERM, 1",
      "kvm_getfiles, byfile, EPERM, 1"
    })
    void aFailureNamesTheCall(String call, String what, String error, int errno) {
      assertFailed(
          call, errno, machineFailure("%sfault %s %s %s\n".formatted(SERVER, call, what, error)));
    }

    /** A table that grows is libkvm's affair, which asks the kernel again. */
    @ParameterizedTest
    @ValueSource(strings = {"kvm_getfiles bypid", "kvm_getfiles byfile", "kvm_openfiles kernel"})
    void memoryThatRunsOutInLibkvmIsAnException(String call) {
      assertFailed("malloc", ENOMEM, machineFailure(SERVER + "fault " + call + " ENOMEM\n"));
    }
  }

  @Nested
  class Records {
    @ParameterizedTest
    @ValueSource(ints = {600, 1000})
    void olderAndNewerOnesAreReadAsFarAsTheyAreKnown(int size) {
      assertIsServer(machine(SERVER + "record-size " + size + "\n"));
      assertIsServer(process(100, SERVER + "record-size " + size + "\n"));
    }

    @Test
    void onesWithoutWhatIsNeededAreAnException() {
      assertFailed("kvm_getfiles", EINVAL, machineFailure(SERVER + "record-size 592\n"));
    }
  }

  @Nested
  class Owners {
    @Test
    void aSocketThatIsClosedMeanwhileIsGone() {
      Snapshot snapshot =
          machine(
              SERVER
                  + """
                  tcp4 2 4 127.0.0.1 8081 127.0.0.1 4001
                  holds 100 4 2
                  changes-after byfile
                  round
                  process 100 server
                  tcp4 1 1 127.0.0.1 8080 0.0.0.0 0
                  tcp4 2 6 127.0.0.1 8081 127.0.0.1 4001 orphan=1
                  holds 100 3 1
                  """);

      assertEquals(2, snapshot.rows().size());
      assertIsServer(rowOfPort(snapshot, 8080));
      assertNobodys(MissingPid.GONE, rowOfPort(snapshot, 8081));
    }

    @Test
    void oneThatIsAcceptedMeanwhileIsOneRow() {
      Snapshot snapshot =
          machine(
              SERVER
                  + """
                  tcp4 2 4 127.0.0.1 8081 127.0.0.1 4001 orphan=1
                  changes-after byfile
                  round
                  process 100 server
                  tcp4 1 1 127.0.0.1 8080 0.0.0.0 0
                  tcp4 2 4 127.0.0.1 8081 127.0.0.1 4001
                  holds 100 3 1
                  holds 100 4 2
                  """);

      assertEquals(2, snapshot.rows().size());
      assertEquals(4, rowOfPort(snapshot, 8081).connection().fd());
    }
  }

  @Nested
  class Fields {
    @Test
    void theNameOfAUnixSocketIsNative() {
      String scenario = "process 100 a\nunix 1 stream /run/a /run/b\nholds 100 3 1\n";
      for (Snapshot snapshot : List.of(machine(scenario), process(100, scenario))) {
        Row row = only(snapshot.rows());
        assertEquals(UnixEndpoint.UNNAMED, row.connection().laddr());
        assertEquals(UnixEndpoint.UNNAMED, row.connection().raddr());
        assertEquals(Optional.of(new UnixEndpoint("/run/a")), row.nativeLaddr());
        assertEquals(Optional.empty(), row.nativeRaddr());
      }
    }

    /** Of those that somebody holds. */
    @Test
    void theUserOfASocketIsTold() {
      String scenario = SERVER.replace("0.0.0.0 0", "0.0.0.0 0 uid=4294967294");

      assertEquals(OptionalLong.of(4294967294L), only(machine(scenario).rows()).uid());
      assertEquals(OptionalLong.of(4294967294L), only(process(100, scenario).rows()).uid());
    }
  }

  @Nested
  class OneProcess {
    @Test
    void whatIsOpenByFileIsNotNeeded() {
      assertIsServer(process(100, SERVER + "fault kvm_getfiles byfile EIO\n"));
    }

    @Test
    void whatIsOpenByFileIsNotNeededForUnixSocketsEither() {
      Scenario.write(
          "process 100 a\nunix 1 stream - -\nholds 100 3 1\nfault kvm_getfiles byfile EIO\n");

      assertEquals(1, scope.connections(Kind.UNIX).size());
    }

    @Test
    void oneThatMayNotBeLookedAtIsDenied() {
      AccessDeniedException denied =
          failure(AccessDeniedException.class, 100, SERVER + "fault kvm_getfiles bypid EPERM\n");

      assertTrue(denied.getMessage().contains("kvm_getfiles"), denied::getMessage);
    }

    /** The kernel says the same of a zombie, and of one that isn't there. */
    @Test
    void whetherItIsAZombieMustBeToldToo() {
      failure(NoSuchProcessException.class, 300, SERVER);
      SystemCallException failure =
          assertThrows(
              SystemCallException.class,
              () -> process(100, "zombie 100 a\nfault kvm_getprocs pid EIO\n"));

      assertFailed("kvm_getprocs", EIO, failure);
      assertEquals(OptionalLong.of(100), failure.pid());
    }

    @Test
    void theKernelsOwnHoldsNone() {
      assertEquals(List.of(), process(2, SERVER + "kernel 2 idle\n").rows());
    }
  }
}
