package dev.hatchway;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** One call of a gateway to its engine that goes on only when it is let go. */
final class HeldCall {
  /** What of a call is held. */
  enum Moment {
    /** The call itself: the engine does not know of it yet. */
    CALL,
    /** The answer: the engine has done it, and the gateway does not know. */
    ANSWER,
    /** What comes after the beginning of the answer, such as the end of a program. */
    REST
  }

  private final Moment moment;
  private final Pattern call;
  private final CountDownLatch released;
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile boolean held;
  private int answers;

  /**
   * @param call a regular expression for method and path
   */
  HeldCall(Moment moment, String call, CountDownLatch released) {
    this.moment = moment;
    this.call = Pattern.compile(call);
    this.released = released;
  }

  /** Returns whether it is this call, which only the first one is. */
  boolean takes(String made) {
    return call.matcher(made).matches() && taken.compareAndSet(false, true);
  }

  /** Whether something is held now. */
  boolean isHeld() {
    return held;
  }

  void called() {
    if (moment == Moment.CALL) {
      hold();
    }
  }

  /** A part of the answer is there. */
  void answered() {
    answers++;
    if (moment == Moment.ANSWER || (moment == Moment.REST && answers > 1)) {
      hold();
    }
  }

  private void hold() {
    held = true;
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
