package dev.hatchway.config;

import dev.hatchway.model.ByteSize;
import dev.hatchway.model.CpuAmount;
import dev.hatchway.model.Limits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The keys {@code cpu} and {@code memory}, and {@code sizes}, which gives names to pairs of them.
 */
final class Sizes {
  /** The least that the engine takes: one of the kernel's 100 time slices (1 ms of 100 ms). */
  private static final long LEAST_NANO_CPUS = 10_000_000;

  /** The least that the engine takes: "Minimum memory limit allowed is 6MB". */
  private static final long LEAST_MEMORY = 6L << 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  private Sizes() {}

  /** Reads {@code cpu} and {@code memory}. */
  static Limits limits(Section section) {
    var cpu =
        section.value(
            "cpu",
            CpuAmount.EXPECTED + ", at least 0.01",
            t -> boxed(CpuAmount.parse(t)).filter(nanos -> nanos >= LEAST_NANO_CPUS));
    var memory =
        section.value(
            "memory",
            ByteSize.EXPECTED + ", at least 6m",
            t -> boxed(ByteSize.parse(t)).filter(bytes -> bytes >= LEAST_MEMORY));
    return new Limits(unboxed(cpu), unboxed(memory));
  }

  /** Reads {@code sizes}: names, each with {@code cpu} or {@code memory} or both below it. */
  static Map<String, Limits> read(Section section) {
    Map<String, Limits> sizes = new LinkedHashMap<>();
    section
        .sections(
            "sizes",
            "a name of letters, digits, dashes and underscores that begins with a letter",
            NAME.asMatchPredicate())
        .forEach(
            (name, size) -> {
              sizes.put(name, limits(size));
              size.refuseOthers();
            });
    return Collections.unmodifiableMap(sizes);
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.stream().boxed().findFirst();
  }

  private static OptionalLong unboxed(Optional<Long> value) {
    return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }
}
