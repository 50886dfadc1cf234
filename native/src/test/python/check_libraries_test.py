# SPDX-License-Identifier: Apache-2.0
"""check_libraries finds what is wrong with libraries that are built wrong on purpose."""

import pathlib
import subprocess
import tempfile
import unittest

import lief

from check_libraries import Library, libraries_in

RIGHT = ["-Wl,-z,relro,-z,now,-z,noexecstack", "-fvisibility=hidden"]
ENTRY = '__attribute__((visibility("default"))) int JNI_OnLoad(void) { return 0; }\n'


def faults(source, options, classifier="linux-x86_64", strip=True, debug_options=("--only-keep-debug",)):
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder, "META-INF", "native", classifier)
        place.mkdir(parents=True)
        library = place / "libexample.so"
        command = ["cc", "-shared", "-fPIC", "-g", "-nostartfiles", "-x", "c", "-", "-o", str(library), *options]
        subprocess.run(command, input=source, text=True, check=True)
        debug = pathlib.Path(folder, classifier)
        debug.mkdir()
        subprocess.run(["objcopy", *debug_options, library, debug / "libexample.so.debug"], check=True)
        if strip:
            subprocess.run(["strip", "--strip-all", library], check=True)
            link = f"--add-gnu-debuglink={debug / 'libexample.so.debug'}"
            subprocess.run(["objcopy", link, library], check=True)
        (found,) = libraries_in(pathlib.Path(folder))
        found.check()
        found.check_debug_information(pathlib.Path(folder))
        return "; ".join(found.faults)


MACOS_NAME = "libexample.dylib"
MACOS_RIGHT = [f"-Wl,-install_name,@rpath/{MACOS_NAME}", "-fvisibility=hidden"]
ROOT = pathlib.Path(__file__).parents[4]


def compile_for_macos(library, source, options, target="aarch64-macos.11.0"):
    """By Zig's compiler, as those that are published are."""
    zig = subprocess.run([ROOT / "scripts" / "zig"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    command = [zig, "cc", "-target", target, "-shared", "-O2", "-x", "c", "-", "-x", "none", "-o", library, *options]
    subprocess.run(command, input=source, text=True, check=True)


def macos_library(source, options, **keywords):
    with tempfile.TemporaryDirectory() as folder:
        library = pathlib.Path(folder, MACOS_NAME)
        compile_for_macos(library, source, options, **keywords)
        subprocess.run(["llvm-strip", "-x", library], check=True)
        return library.read_bytes()


def macos_faults(content, classifier="osx-aarch_64"):
    library = Library(classifier, MACOS_NAME, content)
    library.check()
    return "; ".join(library.faults)


class CheckMacosLibrariesTest(unittest.TestCase):
    def assert_fault(self, fault, source, options, **keywords):
        self.assertIn(fault, macos_faults(macos_library(source, options, **keywords)))

    def test_right_ones(self):
        source = "#include <stdlib.h>\n" + ENTRY.replace("return 0", "return malloc(7) != 0")
        self.assertEqual("", macos_faults(macos_library(source, MACOS_RIGHT)))
        intel = macos_library(source, MACOS_RIGHT, target="x86_64-macos.11.0")
        self.assertEqual("", macos_faults(intel, "osx-x86_64"))
        self.assertIn("it is for the processor", macos_faults(intel))
        self.assertIn("it is not signed", macos_faults(intel))

    def test_install_name(self):
        self.assert_fault("its install name is not @rpath/libexample.dylib", ENTRY, MACOS_RIGHT[1:])

    def test_oldest_system(self):
        self.assert_fault("it needs macOS 12.0.0", ENTRY, MACOS_RIGHT, target="aarch64-macos.12.0")

    def test_exports(self):
        self.assert_fault("it exports: other", ENTRY + ENTRY.replace("JNI_OnLoad", "other"), MACOS_RIGHT)

    def test_imports(self):
        source = "#include <unistd.h>\n" + ENTRY.replace("return 0", "return getpid()")
        self.assert_fault("it asks for: _getpid", source, MACOS_RIGHT)

    def test_needed_libraries(self):
        source = "int other(void);\n" + ENTRY.replace("return 0", "return other()")
        with tempfile.TemporaryDirectory() as folder:
            other = pathlib.Path(folder, "libother.dylib")
            compile_for_macos(other, "int other(void) { return 0; }", ["-Wl,-install_name,/usr/lib/libother.dylib"])
            self.assert_fault("it needs the libraries: /usr/lib/libother.dylib", source, [*MACOS_RIGHT, str(other)])

    def test_rpath(self):
        self.assert_fault("it has an RPATH", ENTRY, [*MACOS_RIGHT, "-Wl,-rpath,/nowhere"])

    def test_signature(self):
        content = bytearray(macos_library(ENTRY, MACOS_RIGHT))
        content[0x1000] ^= 1
        self.assertIn("page 1 is not what was signed", macos_faults(bytes(content)))


class CheckLibrariesTest(unittest.TestCase):
    def assert_fault(self, fault, *arguments, **keywords):
        self.assertIn(fault, faults(*arguments, **keywords))

    def test_a_right_one(self):
        source = "#include <unistd.h>\n" + ENTRY.replace("return 0", "return getpid()")
        self.assertEqual("", faults(source, RIGHT))

    def test_exports(self):
        self.assert_fault("it exports: other", ENTRY + ENTRY.replace("JNI_OnLoad", "other"), RIGHT)
        self.assert_fault("it doesn't export JNI_OnLoad", ENTRY.replace("JNI_OnLoad", "other"), RIGHT)

    def test_needed_libraries(self):
        source = "#include <math.h>\n" + ENTRY.replace("return 0", "volatile double x = 2; return (int)pow(x, x)")
        self.assert_fault("it needs the libraries: libm.so.6", source, [*RIGHT, "-lm"])

    def test_newer_glibc(self):
        source = "#include <sys/random.h>\n" + ENTRY.replace("return 0", "return getentropy(0, 0)")
        self.assert_fault("it asks for getentropy of GLIBC_2.25", source, RIGHT)

    def test_undefined_symbol(self):
        source = "int nowhere(void);\n" + ENTRY.replace("return 0", "return nowhere()")
        self.assert_fault("it asks for nowhere of no version", source, RIGHT)

    def test_hardening(self):
        found = faults(ENTRY, ["-fvisibility=hidden", "-Wl,-z,norelro,-z,lazy,-z,execstack,-rpath,/nowhere"])
        for fault in ("its stack may be executable", "it has no RELRO", "not bound at once", "PATH"):
            self.assertIn(fault, found)

    def test_processor(self):
        self.assert_fault("it is for the processor ARCH.X86_64", ENTRY, RIGHT, classifier="linux-s390_64")
        self.assert_fault("byte order", ENTRY, RIGHT, classifier="linux-s390_64")

    def test_system(self):
        self.assert_fault("a library of this system is not ELF", ENTRY, RIGHT, classifier="windows-x86_64")

    def test_stripped(self):
        self.assert_fault("it is not stripped", ENTRY, RIGHT, strip=False)
        self.assert_fault("it holds its debug information", ENTRY, RIGHT, strip=False)

    def test_debug_information(self):
        self.assert_fault("its debug information is none", ENTRY, RIGHT, debug_options=["--strip-debug"])
        other = ["--only-keep-debug", "--change-section-address", ".text+4096"]
        self.assert_fault("its debug information is of other code", ENTRY, RIGHT, debug_options=other)


if __name__ == "__main__":
    lief.logging.disable()
    unittest.main()
