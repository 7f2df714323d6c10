package dev.hatchway.config;

import dev.hatchway.model.ByteSize;
import dev.hatchway.model.Printable;
import dev.hatchway.model.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The keys of one level of a settings file. Each key is asked for once with the form it must have;
 * what was not asked for is refused at the end by {@link #refuseOthers}.
 */
final class Section {
  private final String file;
  private final String prefix;
  private final Map<String, Yaml.Field> fields;
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * Makes a section.
   *
   * @param prefix what stands before a key in messages, such as {@code run.}
   */
  Section(String file, String prefix, Map<String, Yaml.Field> fields) {
    this.file = file;
    this.prefix = prefix;
    this.fields = fields;
  }

  /** The keys below a key; none if it is absent or nothing is written below it. */
  Section section(String key) {
    return new Section(file, prefix + key + ".", fieldsOf(key));
  }

  /** The value of a key in the form that {@code parse} reads, empty if the key is absent. */
  <T> Optional<T> value(String key, String expected, Function<String, Optional<T>> parse) {
    asked.add(key);
    var field = Optional.ofNullable(fields.get(key));
    return field.map(f -> parsed(prefix + key, f.line(), f.value(), expected, parse));
  }

  /** A key that is true or false. */
  boolean flag(String key, boolean otherwise) {
    return value(
            key,
            "true or false",
            text ->
                text.equals("true") || text.equals("false")
                    ? Optional.of(text.equals("true"))
                    : Optional.empty())
        .orElse(otherwise);
  }

  /** A key whose value is a length of time. */
  Duration duration(String key, Range<Duration> range, Duration otherwise) {
    return value(key, range.expected(TimeSpan.EXPECTED), t -> range.keep(TimeSpan.parse(t)))
        .orElse(otherwise);
  }

  /** A key whose value is a whole number. */
  int count(String key, Range<Integer> range, int otherwise) {
    return value(key, range.expected("a whole number"), t -> range.keep(wholeNumber(t)))
        .orElse(otherwise);
  }

  /** A key whose value is a number of bytes. */
  long size(String key, long otherwise) {
    return value(key, ByteSize.EXPECTED, t -> ByteSize.parse(t).stream().boxed().findFirst())
        .orElse(otherwise);
  }

  /** A key whose value is a list of texts, each in the form that {@code parse} reads. */
  Optional<List<String>> list(
      String key, String expected, Function<String, Optional<String>> parse) {
    asked.add(key);
    var field = Optional.ofNullable(fields.get(key));
    return field.map(
        f -> {
          if (!(f.value() instanceof Yaml.Items list)) {
            throw wrong(f.line(), prefix + key + " must be a list, such as [a, b]");
          }
          var result = new ArrayList<String>();
          for (Yaml item : list.items()) {
            result.add(parsed(prefix + key, item.line(), item, expected, parse));
          }
          return List.copyOf(result);
        });
  }

  /** A key with free keys below it, each with a text of the form that {@code parse} reads. */
  Map<String, String> texts(
      String key,
      String expectedKey,
      Function<String, Boolean> isKey,
      String expected,
      Function<String, Optional<String>> parse) {
    var result = new LinkedHashMap<String, String>();
    String below = prefix + key + ".";
    fieldsOf(key)
        .forEach(
            (name, field) -> {
              if (!isKey.apply(name)) {
                throw wrong(field.line(), below + Printable.of(name) + " should be " + expectedKey);
              }
              result.put(
                  name,
                  parsed(below + Printable.of(name), field.line(), field.value(), expected, parse));
            });
    return Collections.unmodifiableMap(result);
  }

  /** Says that a key must be there. */
  <T> T required(String key, Optional<T> value) {
    return value.orElseThrow(
        () -> new SettingsException(file, prefix + key + " is missing; it has no default"));
  }

  /**
   * Refuses each key that was not asked for.
   *
   * @param notInForce keys that are known but have no effect yet
   */
  void refuseOthers(String... notInForce) {
    var later = List.of(notInForce);
    fields.forEach(
        (key, field) -> {
          if (later.contains(key)) {
            throw wrong(field.line(), prefix + key + " is not in force yet; remove it");
          }
          if (!asked.contains(key)) {
            throw wrong(field.line(), unknown(key));
          }
        });
  }

  private String unknown(String key) {
    String text = "unknown key " + Printable.of(prefix + key);
    String others = String.join(", ", asked);
    return Spelling.closest(key, asked)
        .map(close -> text + "; did you mean " + prefix + close + "?")
        .orElseGet(() -> asked.isEmpty() ? text + "; remove it" : text + "; known here: " + others);
  }

  private Map<String, Yaml.Field> fieldsOf(String key) {
    asked.add(key);
    var field = Optional.ofNullable(fields.get(key));
    if (field.isEmpty()) {
      return Map.of();
    }
    return switch (field.get().value()) {
      case Yaml.Fields below -> below.fields();
      // All keys below it are commented out.
      case Yaml.Scalar(int _, Optional<String> text) when text.isEmpty() -> Map.of();
      case Yaml.Scalar _, Yaml.Items _ ->
          throw wrong(
              field.get().line(),
              prefix + key + " must have lines of the form KEY: VALUE below it");
    };
  }

  private <T> T parsed(
      String path, int line, Yaml value, String expected, Function<String, Optional<T>> parse) {
    return switch (value) {
      case Yaml.Scalar(int _, Optional<String> text) when text.isEmpty() ->
          throw wrong(line, path + " has no value, but should be " + expected);
      case Yaml.Scalar(int at, Optional<String> text) ->
          parse
              .apply(text.get())
              .orElseThrow(
                  () ->
                      wrong(
                          at,
                          "%s is \"%s\", but should be %s"
                              .formatted(path, Printable.of(text.get()), expected)));
      case Yaml.Items _, Yaml.Fields _ ->
          throw wrong(line, path + " must be a single value, " + expected);
    };
  }

  private SettingsException wrong(int line, String problem) {
    return new SettingsException(file, line, problem);
  }

  private static Optional<Integer> wholeNumber(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
