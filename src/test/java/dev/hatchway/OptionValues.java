package dev.hatchway;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Values for every option that has one, as a shell reads them. */
final class OptionValues {
  private static final String[] TIMES = {
    "x", "10", "-1", "1e3", "1.5h", "366d", "99999999999999999999s", "２４h"
  };

  /** Values that no command takes, as a shell reads them, for each option with a value. */
  static final Map<String, List<String>> WRONG =
      Map.ofEntries(
          row("--type", "a/b", "-5", "web.1;x", "ünï", "\"$(id)\""),
          row("--release", "latest", "-1", "1.5", "v", "9999999999g", "sha256:", "0x12", "abc"),
          row("--image", "-x", "''", "'a b'", "'shop:42?x=y'", "../x"),
          row("--env-file", "''", "no-such.env", "../x", "/etc/passwd", "web.1:/etc/passwd"),
          row("--size", "''", "1", "-x", "a/b", "'a b'", "a.b"),
          row("--name", "''", "1", "-x", "a/b", "'a b'", "run.7", "ünï"),
          row("--ttl", with(TIMES, "0")),
          row("--ttl-seconds", "x", "0", "-1", "1.5", "1h", "31536001", "99999999999999999999"),
          row("--idle", TIMES),
          row("--on-disconnect", "x", "KEEP", "stop,keep", "0"),
          row("--entrypoint", "a,,b", ",", "-x", "--foo", "' '", "\"it's\""),
          row(
              "--cpu",
              "x",
              "0",
              "-1",
              "0.001",
              "1025",
              "99999999",
              "1e3",
              "0x1",
              "1,5",
              "9m",
              "½",
              "99999999999999999999"),
          row(
              "--memory",
              "x",
              "0",
              "1",
              "512",
              "-1m",
              "5m",
              "65t",
              "1e3m",
              "99999999999999999999g"),
          row("--keep", with(TIMES, "0")),
          row("--env", "NAME", "=x", "1A=b", "'A B=c'", "-x", "ü=1"),
          row(
              "--user",
              "-x",
              "'a b'",
              ":",
              "a:",
              ":a",
              "a:b:c",
              "2147483648",
              "99999999999999999999"),
          row("--workdir", "x", "./x", "-x", "'~'", "''"),
          row("--container-id", "x", "abc", "1234567", "beeg", "-1", "BEEF", "web.1"),
          row("--time", "x", "-1", "1.5", "3601", "61m", "99999999999999999999"),
          row(
              "--signal",
              "x",
              "0",
              "-1",
              "65",
              "SIG",
              "SIGX",
              "9.5",
              "TERM,KILL",
              "99999999999999999999"),
          row("-n", "x", "-1", "1.5", "1000001", "99999999999999999999"),
          row("--since", "x", "10", "-1m", "yesterday", "2026-13-01T00:00:00Z", "2026-11-21"),
          row("-p", "''", "a/b", "-1", "'a b'", "ünï"),
          row("-d", "''", "a/b", "-1", "'a b'", "ünï"),
          row("--ps", "''", "a/b", "-1", "'a b'", "ünï"),
          row("--format", "xml", "JSON", "json,table", "-1", "heroku,x"));

  /** A good value for each; an option that is given twice has to be refused for that. */
  static final Map<String, String> RIGHT =
      Map.ofEntries(
          Map.entry("--type", "web"),
          Map.entry("--release", "1"),
          Map.entry("--image", "shop:42"),
          Map.entry("--env-file", "shop.env"),
          Map.entry("--size", "small"),
          Map.entry("--name", "mine"),
          Map.entry("--ttl", "1h"),
          Map.entry("--ttl-seconds", "60"),
          Map.entry("--idle", "0"),
          Map.entry("--on-disconnect", "keep"),
          Map.entry("--entrypoint", "a,b"),
          Map.entry("--cpu", "1"),
          Map.entry("--memory", "64m"),
          Map.entry("--keep", "1h"),
          Map.entry("--user", "app"),
          Map.entry("--workdir", "/"),
          Map.entry("--container-id", "beefbeef"),
          Map.entry("--time", "1"),
          Map.entry("--signal", "HUP"),
          Map.entry("-n", "1"),
          Map.entry("--since", "1h"),
          Map.entry("-p", "web"),
          Map.entry("-d", "run.1"),
          Map.entry("--ps", "web.1"),
          Map.entry("--format", "json"));

  private OptionValues() {}

  private static Map.Entry<String, List<String>> row(String option, String... values) {
    return Map.entry(option, List.of(values));
  }

  private static String[] with(String[] values, String another) {
    return Stream.concat(Stream.of(values), Stream.of(another)).toArray(String[]::new);
  }
}
