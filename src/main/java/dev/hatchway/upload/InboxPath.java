package dev.hatchway.upload;

import dev.hatchway.model.ProcessName;
import dev.hatchway.transfer.TransferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in an inbox: the names that lead to it from the top, none of which is {@code ..}. The
 * inbox is what the next one-off has in {@code /tmp/uploads}, and may be called so.
 */
record InboxPath(List<String> names, boolean folder) {
  /** Where a one-off finds the files. */
  static final String TOP = "/tmp/uploads";

  private static final List<String> TOP_NAMES = List.of("tmp", "uploads");

  /** NAME_MAX of Linux. */
  static final int LONGEST_NAME = 255;

  /** PATH_MAX of Linux is 4096; the other half is for where the inbox itself is. */
  static final int LONGEST = 2048;

  /** Whoever walks the tree has one file open for each step down. */
  static final int DEEPEST = 100;

  InboxPath {
    names = List.copyOf(names);
  }

  /** Reads what a client sent. */
  static InboxPath parse(String text) throws TransferException {
    List<String> steps = steps(text);
    if (text.startsWith("/")) {
      steps = belowTop(text, steps);
    } else if (!steps.isEmpty() && steps.getFirst().equals("~")) {
      steps = steps.subList(1, steps.size());
    }
    List<String> names = resolve(text, steps);
    checkLength(text, names);
    checkProcess(names);
    return new InboxPath(names, text.endsWith("/"));
  }

  private static List<String> steps(String text) {
    List<String> steps = new ArrayList<>();
    for (String step : text.split("/", -1)) {
      if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static List<String> belowTop(String text, List<String> steps) throws TransferException {
    if (steps.isEmpty()) {
      return steps;
    }
    int top = TOP_NAMES.size();
    if (steps.size() < top || !steps.subList(0, top).equals(TOP_NAMES)) {
      throw TransferException.denied("uploads go to " + TOP + "; " + text + " is not there");
    }
    return steps.subList(top, steps.size());
  }

  private static List<String> resolve(String text, List<String> steps) throws TransferException {
    List<String> names = new ArrayList<>();
    for (String step : steps) {
      if (!step.equals("..")) {
        names.add(step);
      } else if (names.isEmpty()) {
        throw TransferException.denied(
            "operation not permitted: " + text + " is outside the inbox, " + TOP);
      } else {
        names.removeLast();
      }
    }
    return names;
  }

  private static void checkLength(String text, List<String> names) throws TransferException {
    for (String name : names) {
      if (bytes(name) > LONGEST_NAME) {
        throw TransferException.failure(
            text + ": file name too long, at most " + LONGEST_NAME + " bytes");
      }
    }
    if (names.size() > DEEPEST) {
      throw tooDeep();
    }
    if (bytes(String.join("/", names)) > LONGEST) {
      throw TransferException.failure("path too long, at most " + LONGEST + " bytes");
    }
  }

  /** {@code web.1:/app} means a file in a container, and never a file of that name here. */
  private static void checkProcess(List<String> names) throws TransferException {
    String first = names.isEmpty() ? "" : names.getFirst();
    int colon = first.indexOf(':');
    if (colon > 0 && ProcessName.parse(first.substring(0, colon)).isPresent()) {
      throw TransferException.unsupported(
          "operation unsupported: the files of "
              + first.substring(0, colon)
              + " cannot be reached; send files to "
              + TOP
              + " of the next one-off");
    }
  }

  static TransferException tooDeep() {
    return TransferException.failure("folders nested too deep, at most " + DEEPEST);
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  boolean isTop() {
    return names.isEmpty();
  }

  void checkBelowTop() throws TransferException {
    if (isTop()) {
      throw TransferException.denied("operation not permitted: the inbox itself stays");
    }
  }

  /** The path from the top, with slashes. */
  String relative() {
    return String.join("/", names);
  }

  /** The one name of the place, as it is called in a one-off. */
  String canonical() {
    return isTop() ? TOP : TOP + "/" + relative();
  }

  /** The folder after that many steps from the top. */
  InboxPath upTo(int steps) {
    return new InboxPath(names.subList(0, steps), true);
  }
}
