package dev.leasehold.ending;

import dev.leasehold.lab.Proxy.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Which of the operator's calls go wrong, and how, as one line that can be given again. */
record Plan(List<Fault> faults) {
  private static final int BY_CHANCE = 3;
  private static final int FIRST = 12;
  private static final int APART = 30;

  /** What goes wrong, as guarantees.md numbers it. */
  enum Kind {
    /** Killed before the call. */
    F01,
    /** Killed after the call was carried out, before its reply. */
    F02,
    /** The reply is lost. */
    F03
  }

  /** Which calls are counted. */
  enum Where {
    CALL {
      @Override
      boolean is(Call call) {
        return true;
      }
    },
    RECORD {
      @Override
      boolean is(Call call) {
        return call.method().equals("POST") && call.path().contains("/accessrecords");
      }
    },
    TOKEN {
      @Override
      boolean is(Call call) {
        return call.path().contains("/token");
      }
    },
    BINDING {
      @Override
      boolean is(Call call) {
        return call.method().equals("POST") && call.path().contains("/rolebindings");
      }
    },
    STATUS {
      @Override
      boolean is(Call call) {
        return call.path().contains("/status");
      }
    },
    REMOVAL {
      @Override
      boolean is(Call call) {
        return call.method().equals("DELETE");
      }
    };

    abstract boolean is(Call call);
  }

  /** One thing that goes wrong, at the so-manieth of these calls. */
  record Fault(Kind kind, Where where, int nth) {
    static Fault parse(String text) {
      String[] parts = text.split("[@#]", -1);
      return new Fault(Kind.valueOf(parts[0]), Where.valueOf(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
      return kind + "@" + where + "#" + nth;
    }
  }

  /** What must be among them, and others by chance. */
  static Plan of(long seed) {
    List<Fault> faults = new ArrayList<>();
    faults.add(new Fault(Kind.F03, Where.RECORD, 2));
    faults.add(new Fault(Kind.F02, Where.RECORD, 4));
    faults.add(new Fault(Kind.F03, Where.TOKEN, 2));
    faults.add(new Fault(Kind.F03, Where.BINDING, 3));
    faults.add(new Fault(Kind.F01, Where.REMOVAL, 3));
    faults.add(new Fault(Kind.F03, Where.REMOVAL, 6));
    Random random = new Random(seed);
    for (int i = 0; i < BY_CHANCE; i++) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      faults.add(new Fault(kind, Where.CALL, FIRST + i * APART + random.nextInt(APART)));
    }
    return new Plan(faults);
  }

  static Plan parse(String text) {
    return new Plan(Arrays.stream(text.strip().split(" +", -1)).map(Fault::parse).toList());
  }

  @Override
  public String toString() {
    return faults.stream().map(Fault::toString).collect(Collectors.joining(" "));
  }
}
