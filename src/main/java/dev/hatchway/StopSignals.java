package dev.hatchway;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * The signals that ask a server to stop. The JDK's own answer is a shutdown hook, which a second
 * signal cannot reach and which cannot end with 0. What can is {@code sun.misc.Signal}, of the
 * module {@code jdk.unsupported} that JEP 260 keeps for such uses; it is looked up by name, because
 * the compiler's warning about it cannot be suppressed in any other way.
 */
final class StopSignals {
  private static final List<String> NAMES = List.of("TERM", "INT");

  private StopSignals() {}

  /** Has that done for each of the signals, each time that one comes. */
  static void handle(Runnable action) {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandle run =
          lookup.findVirtual(Runnable.class, "run", MethodType.methodType(void.class));
      MethodHandle onSignal = MethodHandles.dropArguments(run.bindTo(action), 0, signal);
      Object ours = MethodHandleProxies.asInterfaceInstance(handler, onSignal);
      MethodHandle make =
          lookup.findConstructor(signal, MethodType.methodType(void.class, String.class));
      MethodHandle handle =
          lookup.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler));
      for (String name : NAMES) {
        Object _ = handle.invoke(make.invoke(name), ours);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("this Java cannot handle signals", e);
    }
  }
}
