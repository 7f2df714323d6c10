package dev.hatchway.config;

import dev.hatchway.model.ByteSize;
import dev.hatchway.model.Printable;
import dev.hatchway.model.TimeSpan;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The keys of one level of a settings file. Each key is asked for once with the form it must have;
 * what was not asked for is refused at the end by {@link #refuseOthers}.
 */
final class Section {
  private static final String NO_FIELDS = " must have lines of the form KEY: VALUE below it";

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

  /** A key with free keys below it, each of which has keys of its own below it. */
  Map<String, Section> sections(String key, String expectedKey, Predicate<String> isKey) {
    var result = new LinkedHashMap<String, Section>();
    Section names = section(key);
    names.fields.forEach(
        (name, field) -> {
          String shown = names.prefix + Printable.of(name);
          if (!isKey.test(name)) {
            throw wrong(field.line(), shown + " should be " + expectedKey);
          }
          Section below = names.section(name);
          if (below.fields.isEmpty()) {
            throw wrong(field.line(), shown + NO_FIELDS);
          }
          result.put(name, below);
        });
    return Collections.unmodifiableMap(result);
  }

  /** A key whose value is the path of a text file, seen from that folder. */
  Optional<TextFile> file(String key, Path folder) {
    asked.add(key);
    var field = Optional.ofNullable(fields.get(key));
    return field.map(f -> file(key, f.line(), f.value(), folder));
  }

  /** A key whose value is a list of such paths. */
  List<TextFile> files(String key, Path folder) {
    return items(key).stream().map(item -> file(key, item.line(), item, folder)).toList();
  }

  /** A key whose value is a list of texts, each in the form that {@code parse} reads. */
  Optional<List<String>> list(
      String key, String expected, Function<String, Optional<String>> parse) {
    List<Yaml> items = items(key);
    return fields.containsKey(key)
        ? Optional.of(
            items.stream()
                .map(item -> parsed(prefix + key, item.line(), item, expected, parse))
                .toList())
        : Optional.empty();
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

  /** Refuses a key beside another one that says the same. */
  void exclude(String key, String other) {
    Yaml.Field field = fields.get(key);
    if (field != null && fields.containsKey(other)) {
      throw wrong(
          field.line(),
          "%s cannot stand beside %s; keep one".formatted(prefix + key, prefix + other));
    }
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

  private List<Yaml> items(String key) {
    asked.add(key);
    Yaml.Field field = fields.get(key);
    if (field == null) {
      return List.of();
    }
    if (!(field.value() instanceof Yaml.Items list)) {
      throw wrong(field.line(), prefix + key + " must be a list, such as [a, b]");
    }
    return list.items();
  }

  private TextFile file(String key, int line, Yaml value, Path folder) {
    String expected = "the path of a file, seen from " + folder.normalize();
    Path path = parsed(prefix + key, line, value, expected, Section::path);
    try {
      return TextFile.read(folder.resolve(path));
    } catch (IOException e) {
      throw wrong(
          line,
          "%s is \"%s\", but that file cannot be read: %s"
              .formatted(prefix + key, Printable.of(path.toString()), SettingsException.reason(e)));
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
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
      case Yaml.Scalar _, Yaml.Items _ -> throw wrong(field.get().line(), prefix + key + NO_FIELDS);
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
