package dev.hatchway.stream;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the output of a program has set up in a terminal by now: the alternate screen, the mouse,
 * the keypad, the scroll region, character sets and the look of characters. Its memory is bounded:
 * only modes that are known are kept, and only short sequences are read. Whatever is no sequence is
 * harmless.
 */
final class TerminalModes implements EscapeSequences.Reader {
  private static final String CONTROL = "\u001b[";

  /** Ends a string that the output was cut off in, and does nothing else. */
  private static final String END_OF_STRING = "\u001b\\";

  /** Before others: a terminal may keep the cursor of each screen apart. */
  private static final List<Integer> ALTERNATE_SCREENS = List.of(47, 1047, 1049);

  /**
   * Modes of xterm that matter to whoever sees the screen or types: cursor keys, reverse video,
   * origin, wrap, blinking and visible cursor, keypad, mouse, focus, and pasting in brackets. Of
   * those, wrap and a visible cursor are on in a terminal where nothing was set.
   */
  private static final Set<Integer> KNOWN =
      Set.of(
          1, 5, 6, 7, 9, 12, 25, 45, 66, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1015, 1016,
          2004, 47, 1047, 1049);

  private static final Set<Integer> ON_AT_FIRST = Set.of(7, 25);

  /** Insertion, and a line feed that returns the carriage. */
  private static final Set<Integer> KNOWN_OF_ANSI = Set.of(4, 20);

  /** What a soft reset takes back (DECSTR). */
  private static final Set<Integer> SOFT = Set.of(1, 6, 7, 25, 66);

  private final EscapeSequences sequences;
  private final Rendition rendition;

  /** Only what is not as at first. */
  private final Map<Integer, Boolean> privates;

  private final Map<Integer, Boolean> ansi;

  /** The sequence that designates each of the four, by the character that says which. */
  private final Map<Character, String> characterSets;

  private boolean shiftedOut;
  private boolean keypad;
  private String scrollRegion = "";

  /** How modified keys are sent (xterm), and the form of the cursor: the parameters. */
  private String modifiedKeys = "";

  private String cursorForm = "";

  TerminalModes() {
    sequences = new EscapeSequences();
    rendition = new Rendition();
    privates = new TreeMap<>();
    ansi = new TreeMap<>();
    characterSets = new TreeMap<>();
  }

  private TerminalModes(TerminalModes other) {
    sequences = new EscapeSequences(other.sequences);
    rendition = new Rendition(other.rendition);
    privates = new TreeMap<>(other.privates);
    ansi = new TreeMap<>(other.ansi);
    characterSets = new TreeMap<>(other.characterSets);
    shiftedOut = other.shiftedOut;
    keypad = other.keypad;
    scrollRegion = other.scrollRegion;
    modifiedKeys = other.modifiedKeys;
    cursorForm = other.cursorForm;
  }

  TerminalModes copy() {
    return new TerminalModes(this);
  }

  /** Reads what the program has written next, in whatever pieces. */
  void read(byte[] bytes, int from, int to) {
    sequences.read(bytes, from, to, this);
  }

  /** Returns whether a program that fills the screen has put the rest of it aside. */
  boolean isFullScreen() {
    return ALTERNATE_SCREENS.stream().anyMatch(privates::containsKey);
  }

  /** Returns what sets a terminal up like this in which nothing is set. */
  byte[] inForce() {
    var text = new StringBuilder();
    ALTERNATE_SCREENS.stream().filter(privates::containsKey).forEach(mode -> set(text, mode, true));
    privates.forEach(
        (mode, on) -> {
          if (!ALTERNATE_SCREENS.contains(mode)) {
            set(text, mode, on);
          }
        });
    ansi.forEach((mode, on) -> text.append(CONTROL).append(mode).append(on ? 'h' : 'l'));
    append(text, scrollRegion, "r");
    append(text, modifiedKeys, "m");
    append(text, cursorForm, "q");
    text.append(keypad ? "\u001b=" : "");
    characterSets.values().forEach(text::append);
    text.append(shiftedOut ? "\u000e" : "");
    append(text, rendition.inForce(), "m");
    return bytes(text);
  }

  /** Returns what takes all of this back; nothing if nothing is set. */
  byte[] takenBack() {
    if (inForce().length == 0) {
      return new byte[0];
    }
    var text = new StringBuilder(END_OF_STRING);
    if (!scrollRegion.isEmpty()) {
      // It moves the cursor, which a screen that is put aside does not mind.
      text.append(isFullScreen() ? CONTROL + "r" : "\u001b7" + CONTROL + "r\u001b8");
    }
    privates.forEach(
        (mode, on) -> {
          if (!ALTERNATE_SCREENS.contains(mode)) {
            set(text, mode, !on);
          }
        });
    ansi.forEach((mode, on) -> text.append(CONTROL).append(mode).append(on ? 'l' : 'h'));
    text.append(modifiedKeys.isEmpty() ? "" : CONTROL + ">4m");
    text.append(cursorForm.isEmpty() ? "" : CONTROL + "0 q");
    text.append(keypad ? "\u001b>" : "");
    characterSets.keySet().forEach(which -> text.append('\u001b').append(which).append('B'));
    text.append(shiftedOut ? "\u000f" : "");
    append(text, rendition.inForce().isEmpty() ? "" : "0", "m");
    // The last one: it also brings back where the cursor was.
    ALTERNATE_SCREENS.stream()
        .filter(privates::containsKey)
        .forEach(mode -> set(text, mode, false));
    return bytes(text);
  }

  @Override
  public void shift(boolean out) {
    shiftedOut = out;
  }

  @Override
  public void escape(String body, char last) {
    if (body.isEmpty()) {
      switch (last) {
        case '=' -> keypad = true;
        case '>' -> keypad = false;
        case 'c' -> reset();
        default -> {}
      }
    } else if ("()*+".indexOf(body.charAt(0)) >= 0 && body.length() <= 2) {
      if (body.length() == 1 && last == 'B') {
        characterSets.remove(body.charAt(0));
      } else {
        characterSets.put(body.charAt(0), "\u001b" + body + last);
      }
    }
  }

  @Override
  public boolean heeds(char last) {
    return "hlrmqp".indexOf(last) >= 0;
  }

  @Override
  public void control(String body, char last) {
    switch (last) {
      case 'h', 'l' -> modes(body, last == 'h');
      case 'r' -> scrollRegion = isPlain(body) ? body : scrollRegion;
      case 'm' -> look(body);
      case 'q' -> cursor(body);
      case 'p' -> {
        if (body.equals("!")) {
          softReset();
        }
      }
      default -> {}
    }
  }

  private void modes(String body, boolean on) {
    boolean isPrivate = body.startsWith("?");
    for (String each : body.substring(isPrivate ? 1 : 0).split(";", -1)) {
      if (!each.isEmpty() && each.length() <= 4 && isPlain(each)) {
        int mode = Integer.parseInt(each);
        if (isPrivate && KNOWN.contains(mode)) {
          keep(privates, mode, on, ON_AT_FIRST.contains(mode));
        } else if (!isPrivate && KNOWN_OF_ANSI.contains(mode)) {
          keep(ansi, mode, on, false);
        }
      }
    }
  }

  private static void keep(Map<Integer, Boolean> modes, int mode, boolean on, boolean atFirst) {
    if (ALTERNATE_SCREENS.contains(mode) && !on) {
      modes.keySet().removeAll(ALTERNATE_SCREENS);
    } else if (on == atFirst) {
      modes.remove(mode);
    } else {
      modes.put(mode, on);
    }
  }

  private void look(String body) {
    if (body.equals(">4") || body.equals(">4;0")) {
      modifiedKeys = "";
    } else if (body.startsWith(">4;") && isPlain(body.substring(1))) {
      modifiedKeys = body;
    } else if (body.isEmpty() || Character.isDigit(body.charAt(0)) || body.charAt(0) == ';') {
      rendition.set(body);
    }
  }

  private void cursor(String body) {
    if (body.endsWith(" ") && isPlain(body.substring(0, body.length() - 1))) {
      cursorForm = body.equals(" ") || body.equals("0 ") ? "" : body;
    }
  }

  private void reset() {
    privates.clear();
    softReset();
    ansi.clear();
    modifiedKeys = "";
    cursorForm = "";
  }

  private void softReset() {
    privates.keySet().removeAll(SOFT);
    ansi.clear();
    rendition.reset();
    characterSets.clear();
    shiftedOut = false;
    keypad = false;
    scrollRegion = "";
  }

  private static boolean isPlain(String body) {
    return body.chars().allMatch(c -> (c >= '0' && c <= '9') || c == ';');
  }

  private static void set(StringBuilder text, int mode, boolean on) {
    text.append(CONTROL).append('?').append(mode).append(on ? 'h' : 'l');
  }

  private static void append(StringBuilder text, String body, String last) {
    text.append(body.isEmpty() ? "" : CONTROL + body + last);
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
