// SPDX-License-Identifier: Apache-2.0
package org.sockscope.cli;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.EnumSet;
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
import org.sockscope.Status;

/** The command line, and the question that it asks. */
record Options(Query query, OutputFormat format, boolean diagnose, boolean help, boolean version) {
  /** What {@code --help} prints. */
  static final String HELP =
      """
      Usage: sockscope [--pid PID] [--kind KIND] [--state STATE[,STATE...]] [--listen]
                       [--port PORT] [--first] [--format table|json|jsonl|csv]
             sockscope --diagnose
      Lists the sockets of the whole machine, or of one process.

            --pid=PID         Only the sockets of this process.
            --kind=KIND       Which sockets: inet (the default), inet4, inet6, tcp, tcp4,
                                tcp6, udp, udp4, udp6, unix or all.
            --state=STATE     Only TCP sockets in one of these states, such as ESTABLISHED or
                                CLOSE_WAIT; several are separated by commas.
            --listen          Only TCP sockets that listen: --state=LISTEN.
            --port=PORT       Only sockets with this local port.
            --first           One holder of each socket is enough: the search for holders
                                ends when each socket has one.
            --format=FORMAT   table (the default) for people; json (one array), jsonl (an
                                object a line) or csv for programs.
            --diagnose        Tell how this system can be asked, and how much of it may be
                                seen with these rights. It goes with no other option.
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
    boolean diagnose = line.hasOption("diagnose");
    if (diagnose && line.getOptions().length > 1) {
      throw new ParseException("--diagnose goes with no other option");
    }
    String format = value(line, "format");
    return new Options(
        query(line),
        format == null ? OutputFormat.TABLE : format(format),
        diagnose,
        line.hasOption("help"),
        line.hasOption("version"));
  }

  private static org.apache.commons.cli.Options known() {
    return new org.apache.commons.cli.Options()
        .addOption(Option.builder().longOpt("pid").hasArg().get())
        .addOption(Option.builder().longOpt("kind").hasArg().get())
        .addOption(Option.builder().longOpt("state").hasArg().get())
        .addOption(Option.builder().longOpt("listen").get())
        .addOption(Option.builder().longOpt("port").hasArg().get())
        .addOption(Option.builder().longOpt("first").get())
        .addOption(Option.builder().longOpt("format").hasArg().get())
        .addOption(Option.builder().longOpt("diagnose").get())
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

  private static Query query(CommandLine line) throws ParseException {
    String pid = value(line, "pid");
    String kind = value(line, "kind");
    String states = value(line, "state");
    String port = value(line, "port");
    Query query = Query.of(kind == null ? Kind.INET : kind(kind));
    if (pid != null) {
      query =
          query.process(number(pid, Long.MAX_VALUE, "--pid: '" + pid + "' is not a process id"));
    }
    EnumSet<Status> statuses = states == null ? EnumSet.noneOf(Status.class) : statuses(states);
    if (line.hasOption("listen")) {
      statuses.add(Status.LISTEN);
    }
    if (!statuses.isEmpty()) {
      query = query.status(statuses.toArray(Status[]::new));
    }
    if (port != null) {
      query = query.localPort(port(port));
    }
    return line.hasOption("first") ? query.anyHolder() : query;
  }

  private static long number(String value, long limit, String complaint) throws ParseException {
    try {
      // parseLong alone would also take a sign, and the digits of other scripts.
      if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        long number = Long.parseLong(value);
        if (number <= limit) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      // Empty, or more than a long can be: said below.
    }
    throw new ParseException(complaint);
  }

  private static int port(String value) throws ParseException {
    String complaint = "--port: '" + value + "' is not a port, 1 to 65535";
    int port = (int) number(value, 65535, complaint);
    if (port == 0) {
      throw new ParseException(complaint);
    }
    return port;
  }

  private static EnumSet<Status> statuses(String value) throws ParseException {
    EnumSet<Status> statuses = EnumSet.noneOf(Status.class);
    for (String name : value.split(",", -1)) {
      try {
        statuses.add(Status.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new ParseException(
            "--state: unknown state '"
                + name
                + "'; valid states are "
                + Arrays.stream(Status.values()).map(Status::name).collect(joining(", ")));
      }
    }
    return statuses;
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

  List<Connection> connections(Sockscope scope) {
    return scope.snapshot(query).connections();
  }
}
