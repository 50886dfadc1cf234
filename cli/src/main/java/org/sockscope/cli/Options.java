// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.util.List;
import java.util.Locale;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Sockscope;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command line, and the question that it asks. */
@Command(
    name = "sockscope",
    description = "Lists the sockets of the whole machine, or of one process.",
    synopsisHeading = "Usage: ",
    customSynopsis = "sockscope [--pid PID] [--kind KIND] [--format table|json|jsonl|csv]",
    optionListHeading = "%n",
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "In table and csv, what a terminal or a line can't hold is escaped: a control character or"
          + " a byte that is not UTF-8 as \\xNN, a character that is invisible or turns the"
          + " direction of text as \\uNNNN or \\UNNNNNNNN, a backslash as \\\\. The shell's"
          + " printf %%b undoes it. In json and jsonl such a byte 0xNN is \\udcNN.",
      "",
      "Notes and errors go to standard error, each as one line."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "2:wrong usage, or a kind that this system can't list",
      "3:no such process",
      "4:access denied",
      "5:the platform is not supported, or its library can't be loaded",
      "1:anything else"
    })
final class Options {
  private static final long WHOLE_MACHINE = -1;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      converter = PidConverter.class,
      description = "Only the sockets of this process.")
  private long pid = WHOLE_MACHINE;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = KindConverter.class,
      description = {
        "Which sockets: inet (the default), inet4, inet6, tcp, tcp4, tcp6, udp, udp4, udp6,"
            + " unix or all."
      })
  private Kind kind = Kind.INET;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = OutputFormatConverter.class,
      description = {
        "table (the default) for people; json (one array), jsonl (an object a line) or csv for"
            + " programs."
      })
  private OutputFormat format = OutputFormat.TABLE;

  @Option(names = "--help", usageHelp = true, description = "Show this text.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  private boolean version;

  boolean help() {
    return help;
  }

  boolean version() {
    return version;
  }

  OutputFormat format() {
    return format;
  }

  Query query() {
    Query query = Query.of(kind);
    return pid == WHOLE_MACHINE ? query : query.process(pid);
  }

  List<Connection> connections(Sockscope scope) {
    return pid == WHOLE_MACHINE ? scope.connections(kind) : scope.process(pid).connections(kind);
  }

  static final class PidConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      if (!value.matches("[0-9]{1,18}")) {
        throw new TypeConversionException("'" + value + "' is not a process id");
      }
      return Long.valueOf(value);
    }
  }

  static final class KindConverter implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String value) {
      try {
        return Kind.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class OutputFormatConverter implements ITypeConverter<OutputFormat> {
    @Override
    public OutputFormat convert(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "table" -> OutputFormat.TABLE;
        case "json" -> OutputFormat.JSON;
        case "jsonl" -> OutputFormat.JSONL;
        case "csv" -> OutputFormat.CSV;
        default ->
            throw new TypeConversionException(
                "unknown format '" + value + "'; valid formats are table, json, jsonl, csv");
      };
    }
  }
}
