package dev.hatchway.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.hatchway.model.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads one YAML file into a tree that knows its lines, and refuses what has no place in settings:
 * a key that stands twice, a second document, an alias.
 *
 * <p>Values are not bound to records by the library, because its messages are about Java types, and
 * know neither the line of a wrong value inside a record nor a key that is not in force yet.
 */
final class YamlFile {
  private final String file;
  private final YAMLParser parser;

  private YamlFile(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** Reads the file, which must hold keys with values or nothing at all. */
  static Section read(Path path) {
    String file = path.normalize().toString();
    try (YAMLParser parser = new YAMLFactory().createParser(TextFile.read(path).text())) {
      return new Section(file, "", new YamlFile(file, parser).document());
    } catch (JsonProcessingException e) {
      throw notYaml(file, e);
    } catch (IOException e) {
      throw SettingsException.unreadable(file, e);
    }
  }

  private static SettingsException notYaml(String file, JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException cause && cause.getProblemMark() != null) {
      int line = cause.getProblemMark().getLine() + 1;
      return new SettingsException(file, line, "not YAML: " + Printable.of(cause.getProblem()));
    }
    int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    return new SettingsException(file, line, "not YAML: " + Printable.of(e.getOriginalMessage()));
  }

  private Map<String, Yaml.Field> document() throws IOException {
    if (parser.nextToken() == null || parser.currentToken() == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    Yaml root = part("");
    if (parser.nextToken() != null) {
      throw new SettingsException(file, line(), "a second document begins here; only one is read");
    }
    return switch (root) {
      case Yaml.Fields fields -> fields.fields();
      case Yaml.Items _, Yaml.Scalar _ ->
          throw new SettingsException(file, root.line(), "expected lines of the form KEY: VALUE");
    };
  }

  private Yaml part(String path) throws IOException {
    int line = line();
    if (parser.isCurrentAlias()) {
      throw new SettingsException(
          file,
          line,
          path + " is an alias (*" + Printable.of(parser.getText()) + "); write it out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(line, path);
      case START_ARRAY -> items(line, path);
      case VALUE_NULL -> new Yaml.Scalar(line, Optional.empty());
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          new Yaml.Scalar(line, Optional.of(parser.getText()));
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new SettingsException(file, line, path + " is of a kind that is not read");
    };
  }

  private Yaml.Fields fields(int line, String path) throws IOException {
    Map<String, Yaml.Field> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int keyLine = line();
      String key = parser.currentName();
      String keyPath = (path.isEmpty() ? "" : path + ".") + Printable.of(key);
      parser.nextToken();
      var earlier = fields.put(key, new Yaml.Field(keyLine, part(keyPath)));
      if (earlier != null) {
        throw new SettingsException(
            file, keyLine, keyPath + " stands on line " + earlier.line() + " already; keep one");
      }
    }
    return new Yaml.Fields(line, fields);
  }

  private Yaml.Items items(int line, String path) throws IOException {
    List<Yaml> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(part(path));
    }
    return new Yaml.Items(line, items);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
