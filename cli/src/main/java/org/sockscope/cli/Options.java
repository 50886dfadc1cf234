// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;
import org.jspecify.annotations.Nullable;
import org.sockscope.Connection;
import org.sockscope.Kind;
import org.sockscope.Query;
import org.sockscope.Sockscope;

/** The command line, and the question that it asks. */
record Options(long pid, Kind kind, OutputFormat format, boolean help, boolean version) {
  /** What {@code --help} prints. */
  static final String HELP =
      """
      Usage: sockscope [--pid PID] [--kind KIND] [--format table|json|jsonl|csv]
      Lists the sockets of the whole machine, or of one process.

            --pid=PID         Only the sockets of this process.
            --kind=KIND       Which sockets: inet (the default), inet4, inet6, tcp, tcp4,
                                tcp6, udp, udp4, udp6, unix or all.
            --format=FORMAT   table (the default) for people; json (one array), jsonl (an
                                object a line) or csv for programs.
            --help            Show this text.
            --version         Show the version.

      Exit status:
        0   done
        2   wrong usage, or a kind that this system can't list
        3   no such process
        4   access denied
        5   the platform is not supported, or its library can't be loaded
        1   anything else

      In table and csv, what a terminal or a line can't hold is escaped: a control
      character or a byte that is not UTF-8 as \\xNN, a character that is invisible or
      turns the direction of text as \\uNNNN or \\UNNNNNNNN, a backslash as \\\\. The shell's
      printf %b undoes it. The leading NUL of an abstract name is shown as @, which a
      path may begin with, too. In json and jsonl a byte 0xNN that is not UTF-8 is \\udcNN.

      Notes and errors go to standard error, each as one line.
      """;

  private static final long WHOLE_MACHINE = -1;

  /**
   * Reads the arguments.
   *
   * @throws ParseException if they are none that this program takes
   */
  static Options parse(String... args) throws ParseException {
    CommandLine line =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .get()
            .parse(known(), args);
    if (!line.getArgList().isEmpty()) {
      throw new ParseException("unexpected argument '" + line.getArgList().get(0) + "'");
    }
    String pid = value(line, "pid");
    String kind = value(line, "kind");
    String format = value(line, "format");
    return new Options(
        pid == null ? WHOLE_MACHINE : pid(pid),
        kind == null ? Kind.INET : kind(kind),
        format == null ? OutputFormat.TABLE : format(format),
        line.hasOption("help"),
        line.hasOption("version"));
  }

  private static org.apache.commons.cli.Options known() {
    return new org.apache.commons.cli.Options()
        .addOption(Option.builder().longOpt("pid").hasArg().get())
        .addOption(Option.builder().longOpt("kind").hasArg().get())
        .addOption(Option.builder().longOpt("format").hasArg().get())
        .addOption(Option.builder().longOpt("help").get())
        .addOption(Option.builder().longOpt("version").get());
  }

  private static @Nullable String value(CommandLine line, String option) throws ParseException {
    String[] values = line.getOptionValues(option);
    if (values == null) {
      return null;
    }
    if (values.length > 1) {
      throw new ParseException("--" + option + " may be given only once");
    }
    return values[0];
  }

  private static long pid(String value) throws ParseException {
    try {
      // parseLong alone would also take a sign, and the digits of other scripts.
      if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Long.parseLong(value);
      }
    } catch (NumberFormatException e) {
      // Empty, or more than a pid can ever be: said below.
    }
    throw new ParseException("--pid: '" + value + "' is not a process id");
  }

  private static Kind kind(String value) throws ParseException {
    try {
      return Kind.of(value);
    } catch (IllegalArgumentException e) {
      throw new ParseException("--kind: " + e.getMessage());
    }
  }

  private static OutputFormat format(String value) throws ParseException {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "table" -> OutputFormat.TABLE;
      case "json" -> OutputFormat.JSON;
      case "jsonl" -> OutputFormat.JSONL;
      case "csv" -> OutputFormat.CSV;
      default ->
          throw new ParseException(
              "--format: unknown format '"
                  + value
                  + "'; valid formats are table, json, jsonl, csv");
    };
  }

  Query query() {
    Query query = Query.of(kind);
    return pid == WHOLE_MACHINE ? query : query.process(pid);
  }

  List<Connection> connections(Sockscope scope) {
    return pid == WHOLE_MACHINE ? scope.connections(kind) : scope.process(pid).connections(kind);
  }
}
