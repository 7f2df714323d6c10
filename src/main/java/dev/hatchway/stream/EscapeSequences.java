package dev.hatchway.stream;

import java.nio.charset.StandardCharsets;

/**
 * Finds the escape sequences of a terminal (ECMA-48, 5) in bytes that come in any pieces. What is
 * no sequence is passed over, strings such as a window's title too; what is cut off or too long is
 * no sequence.
 */
final class EscapeSequences {
  private static final byte ESCAPE = 0x1b;
  private static final byte BELL = 0x07;
  private static final byte CANCEL = 0x18;
  private static final byte SUBSTITUTE = 0x1a;
  private static final byte SHIFT_OUT = 0x0e;
  private static final byte SHIFT_IN = 0x0f;
  private static final byte SPACE = 0x20;
  private static final byte FIRST_FINAL_OF_ESCAPE = 0x30;
  private static final byte FIRST_FINAL_OF_CONTROL = 0x40;

  /** Longer than any sequence that sets a mode, colours in full included. */
  private static final int LONGEST = 128;

  private final byte[] held;
  private int length;
  private State state;

  EscapeSequences() {
    this.held = new byte[LONGEST];
    this.state = State.TEXT;
  }

  /** Makes one that goes on where the other is. */
  EscapeSequences(EscapeSequences other) {
    this.held = other.held.clone();
    this.length = other.length;
    this.state = other.state;
  }

  /** Reads bytes and tells the reader every sequence that ends in them. */
  void read(byte[] bytes, int from, int to, Reader reader) {
    int at = from;
    while (at < to) {
      if (state == State.TEXT) {
        at = skipText(bytes, at, to);
        if (at == to) {
          return;
        }
      }
      take(bytes[at++], reader);
    }
  }

  /** Most of what programs write passes here: nothing but a comparison for each byte. */
  private static int skipText(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      byte next = bytes[at];
      if (next == ESCAPE || next == SHIFT_OUT || next == SHIFT_IN) {
        return at;
      }
    }
    return to;
  }

  private void take(byte next, Reader reader) {
    if (next == CANCEL || next == SUBSTITUTE) {
      state = State.TEXT;
    } else if (next == ESCAPE) {
      state = state == State.STRING ? State.END_OF_STRING : State.ESCAPE;
      length = 0;
    } else {
      switch (state) {
        case TEXT -> control(next, reader);
        case STRING -> state = next == BELL ? State.TEXT : State.STRING;
        case END_OF_STRING -> {
          state = next == '\\' ? State.TEXT : State.ESCAPE;
          if (state == State.ESCAPE) {
            escape(next, reader);
          }
        }
        case ESCAPE -> escape(next, reader);
        case CONTROL -> sequence(next, reader);
      }
    }
  }

  private static void control(byte next, Reader reader) {
    if (next == SHIFT_OUT || next == SHIFT_IN) {
      reader.shift(next == SHIFT_OUT);
    }
  }

  private void escape(byte next, Reader reader) {
    if (next < SPACE) {
      interrupted(next, reader);
    } else if (next < FIRST_FINAL_OF_ESCAPE) {
      hold(next);
    } else if (length > 0) {
      end(next, reader::escape);
    } else {
      switch (next) {
        case '[' -> state = State.CONTROL;
        case ']', 'P', 'X', '^', '_' -> state = State.STRING;
        default -> end(next, reader::escape);
      }
    }
  }

  private void sequence(byte next, Reader reader) {
    if (next < SPACE) {
      interrupted(next, reader);
    } else if (next < FIRST_FINAL_OF_CONTROL) {
      hold(next);
    } else if (reader.heeds((char) next)) {
      end(next, reader::control);
    } else {
      state = State.TEXT;
    }
  }

  /** Control characters take effect within a sequence; bytes of other alphabets end it. */
  private void interrupted(byte next, Reader reader) {
    if (next < 0) {
      state = State.TEXT;
    } else {
      control(next, reader);
    }
  }

  private void hold(byte next) {
    if (length < LONGEST) {
      held[length] = next;
    }
    // One more than there is room for says that it is too long.
    length = Math.min(length + 1, LONGEST + 1);
  }

  private void end(byte last, Sequence told) {
    state = State.TEXT;
    if (length <= LONGEST) {
      told.take(new String(held, 0, length, StandardCharsets.US_ASCII), (char) last);
    }
  }

  private enum State {
    TEXT,
    ESCAPE,
    CONTROL,
    STRING,
    END_OF_STRING
  }

  private interface Sequence {
    void take(String body, char last);
  }

  /** Whoever wants to know of the sequences. */
  interface Reader {
    /** The other character set is used from now on, or the first one again. */
    void shift(boolean out);

    /** {@code ESC body last}. */
    void escape(String body, char last);

    /** Returns whether control sequences that end like this are to be told: most are not. */
    boolean heeds(char last);

    /** {@code ESC [ body last}. */
    void control(String body, char last);
  }
}
