package dev.hatchway.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a key file says: the keys that are good, and the lines that are not. Each line is read for
 * itself, so that a bad one affects no other.
 *
 * @param grants in the order of the file, each key once
 * @param problems in the order of the file
 */
public record Reading(List<Grant> grants, List<Problem> problems) {
  /** More would fill a log with the lines of a file that is something else. */
  private static final int MOST_PROBLEMS = 100;

  /** What no file, or an empty one, says: nobody may log in. */
  static final Reading NOTHING = new Reading(List.of(), List.of());

  public Reading {
    grants = List.copyOf(grants);
    problems = List.copyOf(problems);
  }

  static Reading of(byte[] content, ZoneId zone) {
    var lines = new Lines(zone);
    int start = 0;
    int number = 1;
    for (int i = 0; i <= content.length; i++) {
      if (i == content.length || content[i] == '\n') {
        lines.take(number++, ByteBuffer.wrap(content, start, i - start));
        start = i + 1;
      }
    }
    return lines.reading();
  }

  /** Collects lines one by one. */
  private static final class Lines {
    private final ZoneId zone;
    private final Map<String, Grant> grants = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int passedOver;
    private boolean inPrivateKey;

    Lines(ZoneId zone) {
      this.zone = zone;
    }

    void take(int number, ByteBuffer bytes) {
      try {
        if (bytes.remaining() > KeyLine.LONGEST) {
          throw new RefusedLineException("the line is longer than 16 KiB");
        }
        String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().strip();
        if (!text.isEmpty() && !text.startsWith("#") && !isPrivateKey(text)) {
          add(KeyLine.parse(number, text, zone));
        }
      } catch (CharacterCodingException e) {
        refuse(number, "the line is not UTF-8 text");
      } catch (RefusedLineException e) {
        refuse(number, e.reason());
      }
    }

    /** Passes over the body of a private key, so that no word of it reaches a message. */
    private boolean isPrivateKey(String text) throws RefusedLineException {
      if (text.startsWith("-----BEGIN ")) {
        inPrivateKey = true;
        throw new RefusedLineException(
            "a private key, or another block, begins here; remove it, and if it was a private key,"
                + " make a new one");
      }
      boolean within = inPrivateKey && !KeyLine.holdsKey(text);
      inPrivateKey = within && !text.startsWith("-----END ");
      return within;
    }

    private void add(Grant grant) throws RefusedLineException {
      Grant first = grants.putIfAbsent(grant.fingerprint(), grant);
      if (first != null) {
        throw new RefusedLineException(
            "the key stands on line " + first.line() + " already, which is in force");
      }
    }

    private void refuse(int number, String reason) {
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(new Problem(number, reason));
      } else {
        passedOver++;
      }
    }

    Reading reading() {
      if (passedOver > 0) {
        Problem last = problems.removeLast();
        problems.add(
            new Problem(last.line(), last.text() + "; and " + passedOver + " more lines after it"));
      }
      return new Reading(List.copyOf(grants.values()), problems);
    }
  }
}
