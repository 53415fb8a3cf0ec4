package dev.leasehold.policy.cel;

import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import dev.leasehold.policy.Rulebook;
import dev.leasehold.policy.Rulebook.Answer;
import dev.leasehold.policy.Rulebook.Circumstances;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Answers conditions that are written in CEL. Each text is compiled once and remembered, so that an
 * answer takes microseconds; for any number of threads.
 */
public final class CelRulebook {
  private static final Map<String, Function<Circumstances, Object>> VARIABLES =
      Vocabulary.VARIABLES.stream()
          .collect(
              Collectors.toUnmodifiableMap(Vocabulary.Variable::name, Vocabulary.Variable::read));

  private final CelCompiler compiler = Grammar.compiler();
  private final CelRuntime runtime = Grammar.runtime();
  private final Map<String, Reading> readings = new Remembered();
  private final LongSupplier nanos;

  private CelRulebook(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * The rulebook for policy.
   *
   * @param nanos a clock that only goes forward, in nanoseconds, for the deadline
   */
  public static Rulebook by(LongSupplier nanos) {
    CelRulebook book = new CelRulebook(nanos);
    return new Rulebook(book::flaw, book::restless, book::answer);
  }

  private Optional<String> flaw(String text) {
    return switch (read(text)) {
      case Reading.Clear clear -> Optional.empty();
      case Reading.Flawed(String complaint) -> Optional.of(complaint);
    };
  }

  private boolean restless(String text) {
    return read(text) instanceof Reading.Clear(Program program, boolean restless) && restless;
  }

  private Answer answer(String text, Circumstances circumstances) {
    return switch (read(text)) {
      case Reading.Clear(Program program, boolean restless) -> ask(program, circumstances);
      case Reading.Flawed(String complaint) -> new Answer.Unclear(complaint);
    };
  }

  private Answer ask(Program program, Circumstances circumstances) {
    Meter meter = new Meter(nanos, Bounds.DEADLINE.toNanos());
    CelVariableResolver variables = name -> find(name, circumstances);
    try {
      Object value = meter.run(() -> program.eval(variables));
      // Also where an alternative made up for it: with more time it might have been another.
      return meter.exceeded() ? new Answer.Unclear(Obstacle.DEADLINE) : said(value);
    } catch (CelEvaluationException e) {
      return new Answer.Unclear(meter.exceeded() ? Obstacle.DEADLINE : Obstacle.of(e));
    } catch (RuntimeException e) {
      return new Answer.Unclear(meter.exceeded() ? Obstacle.DEADLINE : Obstacle.UNKNOWN);
    }
  }

  private static Answer said(Object value) {
    if (value instanceof Boolean yes) {
      return yes ? new Answer.Yes() : new Answer.No();
    }
    return new Answer.Unclear(Obstacle.NO_ANSWER);
  }

  private static Optional<Object> find(String name, Circumstances circumstances) {
    Meter.check();
    return Optional.ofNullable(VARIABLES.get(name)).map(read -> read.apply(circumstances));
  }

  private Reading read(String text) {
    synchronized (readings) {
      Reading known = readings.get(text);
      if (known != null) {
        return known;
      }
    }
    Reading reading = Reading.of(text, compiler, runtime);
    synchronized (readings) {
      readings.put(text, reading);
    }
    return reading;
  }

  /** The conditions that were asked last. */
  private static final class Remembered extends LinkedHashMap<String, Reading> {
    private static final float LOAD = 0.75f;

    Remembered() {
      super(Bounds.REMEMBERED, LOAD, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
      return size() > Bounds.REMEMBERED;
    }
  }
}
