# SPDX-License-Identifier: Apache-2.0
"""Looks at each native library in jars or folders: processor, exports, imports, the oldest system that it runs on, and
whether it is as hard to misuse as its format permits.

usage: check_libraries.py [--debug FOLDER] JAR-OR-FOLDER...
  --debug FOLDER   each library's debug information must be below it, in a folder named by the classifier
"""

import argparse
import hashlib
import pathlib
import re
import struct
import sys
import zipfile

import lief

PLACE = re.compile(r"META-INF/native/([^/]+)/([^/]+)")
UNDEFINED = 0  # ELF's SHN_UNDEF
ENTRY_POINTS = {"JNI_OnLoad", "JNI_OnUnload"}

MACHINES = {
    "x86_64": {lief.ELF.ARCH.X86_64, lief.MachO.Header.CPU_TYPE.X86_64, lief.PE.Header.MACHINE_TYPES.AMD64},
    "aarch_64": {lief.ELF.ARCH.AARCH64, lief.MachO.Header.CPU_TYPE.ARM64, lief.PE.Header.MACHINE_TYPES.ARM64},
    "riscv64": {lief.ELF.ARCH.RISCV},
    "ppcle_64": {lief.ELF.ARCH.PPC64},
    "s390_64": {lief.ELF.ARCH.S390},
}
BIG_ENDIAN = {"s390_64"}

# What a library may need of a system. musl takes these names of glibc for its own, and no others.
LINUX_LIBRARIES = {"libc.so.6", "libpthread.so.0"}
ELF_LIBRARIES = {
    "linux": LINUX_LIBRARIES,
    "freebsd": {"libc.so.7"},
    # Every program there has loaded the C library already; its version is none of ours.
    "netbsd": set(),
    # Without a version the system takes the newest.
    "openbsd": {"libkvm.so"},
    "sunos": {"libc.so.1", "libkstat.so.1"},
}
# The newest symbols that may be asked for.
NEWEST_SYMBOLS = {
    "linux-x86_64": ("GLIBC", (2, 17)),
    "linux-aarch_64": ("GLIBC", (2, 17)),
    "linux-s390_64": ("GLIBC", (2, 17)),
    "linux-ppcle_64": ("GLIBC", (2, 19)),
    "linux-riscv64": ("GLIBC", (2, 27)),
    "freebsd-x86_64": ("FBSD", (1, 5)),
    "freebsd-aarch_64": ("FBSD", (1, 5)),
}
OLDEST_MACOS = [11, 0, 0]
# Zig's libSystem has the functions of the newest macOS; these were there in the oldest already.
MACOS_FUNCTIONS = {
    "___bzero",
    "___error",
    "_bzero",
    "_free",
    "_malloc",
    "_memcmp",
    "_memcpy",
    "_memmove",
    "_memset",
    "_proc_listpids",
    "_proc_pidfdinfo",
    "_proc_pidinfo",
    "_qsort",
    "_realloc",
    "_snprintf",
    "_strcmp",
    "_strerror_r",
    "_strlen",
    "_strnlen",
    "_sysctlbyname",
    "dyld_stub_binder",
}
# Of Apple's blobs in a signature.
CODE_DIRECTORY = 0xFADE0C02
AD_HOC = 2
SHA256 = 2
# Zig's linker names the header of a library in its exports; these are no functions.
MACHO_HEADER_NAMES = {"__mh_dylib_header", "___dso_handle"}
WINDOWS_LIBRARIES = re.compile(r"(KERNEL32|iphlpapi|api-ms-win-crt-[a-z]+-l1-1-0)\.dll", re.IGNORECASE)
OLDEST_WINDOWS = (6, 0)


class Library:
    """One library, and what is wrong with it."""

    def __init__(self, classifier, name, content):
        self.classifier = classifier
        self.system, self.processor = classifier.split("-", 1)
        self.name = name
        self.content = content
        self.faults = []

    def expect(self, holds, fault):
        if not holds:
            self.faults.append(fault)

    def expect_only(self, found, allowed, what):
        surplus = sorted(set(found) - set(allowed))
        self.expect(not surplus, f"{what}: {', '.join(map(str, surplus))}")

    def check(self):
        binary = lief.parse(self.content)
        if isinstance(binary, lief.ELF.Binary):
            self.check_elf(binary)
        elif isinstance(binary, lief.MachO.Binary):
            self.check_macho(binary)
        elif isinstance(binary, lief.PE.Binary):
            self.check_pe(binary)
        else:
            self.faults.append("it is no library of a format that is known")

    def check_machine(self, machine):
        self.expect(machine in MACHINES[self.processor], f"it is for the processor {machine}")

    def check_exports(self, exports, allowed=frozenset()):
        self.expect("JNI_OnLoad" in exports, "it doesn't export JNI_OnLoad")
        self.expect_only(exports, ENTRY_POINTS | allowed, "it exports")

    def check_elf(self, binary):
        self.expect(self.system in ELF_LIBRARIES, "a library of this system is not ELF")
        self.check_machine(binary.header.machine_type)
        big_endian = binary.header.identity_data == lief.ELF.Header.ELF_DATA.MSB
        self.expect(big_endian == (self.processor in BIG_ENDIAN), "its byte order is that of another processor")
        self.check_exports({symbol.name for symbol in binary.exported_symbols})
        self.check_elf_needs(binary)
        self.check_elf_hardening(binary)
        sections = {section.name for section in binary.sections}
        self.expect(".symtab" not in sections, "it is not stripped")
        self.expect(not any(name.startswith(".debug") for name in sections), "it holds its debug information")
        self.expect(".gnu_debuglink" in sections, "it doesn't name the file with its debug information")

    def check_elf_needs(self, binary):
        allowed = ELF_LIBRARIES.get(self.system, set())
        self.expect_only(binary.libraries, allowed, "it needs the libraries")
        if allowed:
            self.expect(binary.libraries, "it needs no library at all, not even the C library")
        if self.classifier in NEWEST_SYMBOLS:
            for symbol in binary.dynamic_symbols:
                if symbol.name and symbol.shndx == UNDEFINED:
                    self.check_symbol_version(symbol)

    def check_symbol_version(self, symbol):
        namespace, newest = NEWEST_SYMBOLS[self.classifier]
        version = symbol.symbol_version
        name = version.symbol_version_auxiliary.name if version and version.has_auxiliary_version else "no version"
        match = re.fullmatch(namespace + r"_(\d+(?:\.\d+)*)", name)
        self.expect(match is not None, f"it asks for {symbol.name} of {name}")
        if match:
            wanted = tuple(map(int, match[1].split(".")))
            self.expect(wanted <= newest, f"it asks for {symbol.name} of {name}")

    def check_elf_hardening(self, binary):
        segments = {segment.type: segment for segment in binary.segments}
        stack = segments.get(lief.ELF.Segment.TYPE.GNU_STACK)
        executable = lief.ELF.Segment.FLAGS.X
        self.expect(stack is not None and executable not in stack, "its stack may be executable")
        self.expect(lief.ELF.Segment.TYPE.GNU_RELRO in segments, "it has no RELRO")
        for segment in binary.segments:
            writable = lief.ELF.Segment.FLAGS.W in segment and executable in segment
            self.expect(not writable, "a segment may be written and executed")
        entries = {entry.tag: entry for entry in binary.dynamic_entries}
        tags = lief.ELF.DynamicEntry.TAG
        now = tags.BIND_NOW in entries or (
            tags.FLAGS in entries and lief.ELF.DynamicEntryFlags.FLAG.BIND_NOW in entries[tags.FLAGS]
        )
        self.expect(now, "its symbols are not bound at once")
        for tag in (tags.RPATH, tags.RUNPATH, tags.TEXTREL):
            self.expect(tag not in entries, f"it has a {tag}")

    def check_macho(self, binary):
        self.expect(self.system == "osx", "a library of this system is not Mach-O")
        self.check_machine(binary.header.cpu_type)
        exports = {export.symbol.name for export in binary.dyld_info.exports}
        self.check_exports({name[1:] for name in exports - MACHO_HEADER_NAMES})
        own = f"@rpath/{self.name}"
        install_name = lief.MachO.LoadCommand.TYPE.ID_DYLIB
        self.expect(
            [library.name for library in binary.libraries if library.command == install_name] == [own],
            f"its install name is not {own}",
        )
        needed = {library.name for library in binary.libraries if library.command != install_name}
        self.expect_only(needed, {"/usr/lib/libSystem.B.dylib"}, "it needs the libraries")
        self.expect_only({s.name for s in binary.imported_symbols}, MACOS_FUNCTIONS, "it asks for")
        version = binary.build_version
        self.expect(version.platform == lief.MachO.BuildVersion.PLATFORMS.MACOS, f"it is for {version.platform}")
        self.expect(version.minos == OLDEST_MACOS, f"it needs macOS {'.'.join(map(str, version.minos))}")
        self.expect(not list(binary.rpaths), "it has an RPATH")
        local = {s.name for s in binary.symbols if not s.has_export_info and not s.has_binding_info}
        imported = {s.name for s in binary.imported_symbols}
        self.expect_only(local - imported - exports, {"", "dyld_stub_binder"}, "it is not stripped of")
        if self.processor == "aarch_64":
            self.expect(binary.has_code_signature, "it is not signed, which this processor's system insists on")
        if binary.has_code_signature:
            self.check_signature(binary.code_signature)

    def check_signature(self, signature):
        """It is nobody's, and of these bytes: whatever changes a library after it was signed must sign it anew."""
        blobs = bytes(self.content[signature.data_offset :][: signature.data_size])
        (count,) = struct.unpack_from(">I", blobs, 8)
        places = [struct.unpack_from(">II", blobs, 12 + 8 * index)[1] for index in range(count)]
        directories = [blobs[at:] for at in places if struct.unpack_from(">I", blobs, at)[0] == CODE_DIRECTORY]
        self.expect(len(directories) == 1, "its signature has no code directory, or several")
        for directory in directories:
            flags, hashes, _, _, pages, limit, size, kind, _, page_bits = struct.unpack_from(">12x6I4B", directory)
            self.expect(flags & AD_HOC, "its signature is somebody's")
            self.expect(kind == SHA256, "its signature is not by SHA-256")
            whole = limit == signature.data_offset and pages << page_bits >= limit
            self.expect(whole, "its signature is not of all that is before it")
            for page in range(pages):
                content = self.content[page << page_bits : min((page + 1) << page_bits, limit)]
                signed = directory[hashes + page * size :][:size]
                self.expect(hashlib.sha256(content).digest()[:size] == signed, f"page {page} is not what was signed")

    def check_pe(self, binary):
        self.expect(self.system == "windows", "a library of this system is not PE")
        self.check_machine(binary.header.machine)
        self.check_exports({entry.name for entry in binary.get_export().entries})
        for library in binary.imports:
            self.expect(WINDOWS_LIBRARIES.fullmatch(library.name), f"it needs the library {library.name}")
        header = binary.optional_header
        oldest = (header.major_subsystem_version, header.minor_subsystem_version)
        self.expect(oldest <= OLDEST_WINDOWS, f"it needs Windows {oldest}")
        characteristics = lief.PE.OptionalHeader.DLL_CHARACTERISTICS
        for wanted in (characteristics.NX_COMPAT, characteristics.DYNAMIC_BASE, characteristics.HIGH_ENTROPY_VA):
            self.expect(header.has(wanted), f"it lacks {wanted}")

    def check_debug_information(self, folder):
        names = [self.name + ".debug", self.name + ".dSYM", self.name.removesuffix(".dll") + ".pdb"]
        found = [place for name in names if (place := folder / self.classifier / name).exists()]
        self.expect(found, f"its debug information is not below {folder}")
        for place in found:
            # What makes a dSYM or a PDB notes in it which library it is of.
            if place.suffix == ".debug":
                content = place.read_bytes()
                self.expect(b".debug_info" in content, "its debug information is none")
                self.expect(code_of(self.content) == code_of(content), "its debug information is of other code")


def code_of(library):
    """Where the code of an ELF or PE library lies: the name, address and size of each section of it."""
    binary = lief.parse(library)
    if isinstance(binary, lief.PE.Binary):
        executable = lief.PE.Section.CHARACTERISTICS.MEM_EXECUTE
        code = [section for section in binary.sections if section.has_characteristic(executable)]
    else:
        code = [section for section in binary.sections if section.has(lief.ELF.Section.FLAGS.EXECINSTR)]
    return [(section.name, section.virtual_address, section.size) for section in code]


def libraries_in(path):
    if path.is_dir():
        contents = {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}
    else:
        with zipfile.ZipFile(path) as jar:
            contents = {entry: jar.read(entry) for entry in jar.namelist()}
    places = {match: contents[match[0]] for name in sorted(contents) if (match := PLACE.fullmatch(name))}
    return [Library(match[1], match[2], content) for match, content in places.items()]


def main():
    lief.logging.disable()
    parser = argparse.ArgumentParser()
    parser.add_argument("--debug", type=pathlib.Path)
    parser.add_argument("paths", type=pathlib.Path, nargs="+")
    arguments = parser.parse_args()
    bad = 0
    for path in arguments.paths:
        libraries = libraries_in(path)
        if not libraries:
            print(f"{path}: there is no library in it")
            bad += 1
        for library in libraries:
            library.check()
            if arguments.debug:
                library.check_debug_information(arguments.debug)
            print(f"{path}: {library.classifier}/{library.name}: {'; '.join(library.faults) or 'ok'}")
            bad += bool(library.faults)
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
