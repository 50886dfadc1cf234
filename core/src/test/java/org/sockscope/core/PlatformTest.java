// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux, linux-x86_64",
    "Linux, aarch64, linux, linux-aarch_64",
    "Linux, riscv64, linux, linux-riscv64",
    "Linux, ppc64le, linux, linux-ppcle_64",
    "Linux, s390x, linux, linux-s390_64",
    "Linux, arm, linux, linux-arm_32",
    "Linux, i386, linux, linux-x86_32",
    "Linux, loongarch64, linux, linux-loongarch_64",
    "Linux, mips64el, linux, linux-mipsel_64",
    "Windows 11, amd64, windows, windows-x86_64",
    "Windows Server 2022, amd64, windows, windows-x86_64",
    "Windows 10, x86, windows, windows-x86_32",
    "Windows 11, aarch64, windows, windows-aarch_64",
    "Mac OS X, x86_64, macos, osx-x86_64",
    "Mac OS X, aarch64, macos, osx-aarch_64",
    "Darwin, arm64, macos, osx-aarch_64",
    "FreeBSD, amd64, bsd, freebsd-x86_64",
    "OpenBSD, amd64, bsd, openbsd-x86_64",
    "NetBSD, aarch64, bsd, netbsd-aarch_64",
    "SunOS, amd64, sunos, sunos-x86_64",
    "SunOS, sparcv9, sunos, sunos-sparc_64",
    "Solaris, sparcv9, sunos, sunos-sparc_64",
    "AIX, ppc64, aix, aix-ppc_64",
  })
  void namesTheArtifactAndTheClassifier(
      String osName, String osArch, String platform, String classifier) {
    assertEquals(
        Optional.of(new Platform("sockscope-platform-" + platform, Optional.of(classifier))),
        Platform.of(osName, osArch));
  }

  @Test
  void anArchitectureThatIsNotKnownHasNoClassifier() {
    assertEquals(
        Optional.of(new Platform("sockscope-platform-linux", Optional.empty())),
        Platform.of("Linux", "pdp11"));
  }

  @ParameterizedTest
  @CsvSource({"Plan 9", "OS/400", "HP-UX", "z/OS", "Lin", "''"})
  void aSystemThatIsNotKnownHasNoPlatform(String osName) {
    assertEquals(Optional.empty(), Platform.of(osName, "amd64"));
  }
}
