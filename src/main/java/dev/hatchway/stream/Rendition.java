package dev.hatchway.stream;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How characters look that are written next: bold, underlined, coloured (ECMA-48, 8.3.117). */
final class Rendition {
  private static final int BOLD = 1;
  private static final int FAINT = 2;
  private static final int UNDERLINED = 4;
  private static final int BLINKING = 5;
  private static final int OVERLINED = 53;
  private static final int FOREGROUND = 39;
  private static final int BACKGROUND = 49;
  private static final int UNDERLINE_COLOUR = 59;

  /** An attribute is taken back by the number that is so much greater. */
  private static final int END = 20;

  /** What follows 38, 48 and 58: {@code 5;N} or {@code 2;R;G;B}. */
  private static final int INDEXED = 2;

  private static final int DIRECT = 4;

  /** Longer ones are none, and would not fit a number. */
  private static final int MOST_DIGITS = 4;

  private static final int ATTRIBUTES = UNDERLINE_COLOUR + 1;

  /** The parameters that are in force, one for each attribute; empty: none. */
  private final String[] inForce;

  Rendition() {
    this.inForce = new String[ATTRIBUTES];
    reset();
  }

  Rendition(Rendition other) {
    this.inForce = other.inForce.clone();
  }

  void reset() {
    Arrays.fill(inForce, "");
  }

  /** Obeys the parameters of one sequence. */
  void set(String parameters) {
    if (parameters.indexOf(';') >= 0) {
      setAll(parameters);
    } else {
      set(number(parameters), parameters);
    }
  }

  private void setAll(String parameters) {
    List<String> all = List.of(parameters.split(";", -1));
    for (int at = 0; at < all.size(); at++) {
      String each = all.get(at);
      int number = number(each);
      if ((number == FOREGROUND - 1 || number == BACKGROUND - 1 || number == UNDERLINE_COLOUR - 1)
          && each.indexOf(':') < 0) {
        int end = at + 1 + behind(all, at + 1);
        if (end <= all.size()) {
          inForce[number + 1] = String.join(";", all.subList(at, end));
        }
        at = end - 1;
      } else {
        set(number, each);
      }
    }
  }

  /** Returns the parameters that bring this about; empty if nothing is in force. */
  String inForce() {
    return Arrays.stream(inForce).filter(each -> !each.isEmpty()).collect(Collectors.joining(";"));
  }

  private void set(int number, String text) {
    switch (number) {
      case 0 -> reset();
      case UNDERLINED -> inForce[UNDERLINED] = text.equals("4:0") ? "" : text;
      case BOLD, FAINT, 3, BLINKING, 7, 8, 9, OVERLINED -> inForce[number] = text;
      case 6 -> inForce[BLINKING] = text;
      case 21 -> inForce[UNDERLINED] = text;
      case BOLD + END + 1 -> {
        inForce[BOLD] = "";
        inForce[FAINT] = "";
      }
      case 23, 24, 25, 27, 28, 29 -> inForce[number - END] = "";
      case OVERLINED + 2 -> inForce[OVERLINED] = "";
      case 30, 31, 32, 33, 34, 35, 36, 37, 90, 91, 92, 93, 94, 95, 96, 97 ->
          inForce[FOREGROUND] = text;
      case 40, 41, 42, 43, 44, 45, 46, 47, 100, 101, 102, 103, 104, 105, 106, 107 ->
          inForce[BACKGROUND] = text;
      case FOREGROUND - 1, BACKGROUND - 1, UNDERLINE_COLOUR - 1 -> {
        if (text.indexOf(':') >= 0) {
          inForce[number + 1] = text;
        }
      }
      case FOREGROUND, BACKGROUND, UNDERLINE_COLOUR -> inForce[number] = "";
      default -> {}
    }
  }

  private static int behind(List<String> all, int at) {
    return switch (at < all.size() ? all.get(at) : "") {
      case "5" -> INDEXED;
      case "2" -> DIRECT;
      default -> 0;
    };
  }

  /** Returns the number that a parameter begins with; no digits are a zero, as ECMA-48 has it. */
  private static int number(String parameter) {
    int end = parameter.indexOf(':') < 0 ? parameter.length() : parameter.indexOf(':');
    return end == 0 || end > MOST_DIGITS || !parameter.chars().limit(end).allMatch(Rendition::digit)
        ? end == 0 ? 0 : -1
        : Integer.parseInt(parameter, 0, end, 10);
  }

  private static boolean digit(int character) {
    return character >= '0' && character <= '9';
  }
}
