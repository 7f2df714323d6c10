package dev.hatchway;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Text without what changes from one run to the next: ids, times, amounts, ports, widths. */
final class SteadyText {
  private static final List<Map.Entry<Pattern, String>> CHANGING =
      List.of(
          change("sha256:[0-9a-f]+", "ID"),
          change("\\b(?=[a-f]*[0-9])[0-9a-f]{12}(?:[0-9a-f]{52})?\\b", "ID"),
          change("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME"),
          change("[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9:]{8} [+-][0-9]{4}", "TIME"),
          change("BusyBox v.*", "BusyBox"),
          change("[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}", "DATE"),
          change("\\b[0-9]+(?:\\.[0-9]+)?%", "PERCENT"),
          change("\\b[0-9]+(?:\\.[0-9]+)? ?(?:[KMG]i?B|B)\\b", "SIZE"),
          change("\\b[0-9]+[smhd](?: ago)?(?=$|[ )])", "AGE"),
          change("(?<=ssh )-p [0-9]+", "PORT"),
          // Columns are as wide as what stands in them.
          change("(?<=\\S) {2,}(?=\\S)", "  "),
          change(" +$", ""));

  private SteadyText() {}

  static String of(String line) {
    String steady = line;
    for (var each : CHANGING) {
      steady = each.getKey().matcher(steady).replaceAll(each.getValue());
    }
    return steady;
  }

  private static Map.Entry<Pattern, String> change(String pattern, String name) {
    return Map.entry(Pattern.compile(pattern), name);
  }
}
