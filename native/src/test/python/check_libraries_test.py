# SPDX-License-Identifier: Apache-2.0
"""check_libraries finds what is wrong with libraries that are built wrong on purpose."""

import pathlib
import subprocess
import tempfile
import unittest

from check_libraries import libraries_in

RIGHT = ["-Wl,-z,relro,-z,now,-z,noexecstack", "-fvisibility=hidden"]
ENTRY = '__attribute__((visibility("default"))) int JNI_OnLoad(void) { return 0; }\n'


def faults(source, options, classifier="linux-x86_64", strip=True):
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder, "META-INF", "native", classifier)
        place.mkdir(parents=True)
        library = place / "libexample.so"
        command = ["cc", "-shared", "-fPIC", "-g", "-nostartfiles", "-x", "c", "-", "-o", str(library), *options]
        subprocess.run(command, input=source, text=True, check=True)
        debug = pathlib.Path(folder, classifier)
        debug.mkdir()
        subprocess.run(["objcopy", "--only-keep-debug", library, debug / "libexample.so.debug"], check=True)
        if strip:
            subprocess.run(["strip", "--strip-all", library], check=True)
            link = f"--add-gnu-debuglink={debug / 'libexample.so.debug'}"
            subprocess.run(["objcopy", link, library], check=True)
        (found,) = libraries_in(pathlib.Path(folder))
        found.check()
        found.check_debug_information(pathlib.Path(folder))
        return "; ".join(found.faults)


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


if __name__ == "__main__":
    unittest.main()
