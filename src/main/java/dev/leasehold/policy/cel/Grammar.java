package dev.leasehold.policy.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Arithmetic;
import dev.cel.common.CelOptions;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.leasehold.policy.BoundedPattern;
import java.util.Optional;
import java.util.Set;

/** Which part of CEL conditions are written in, with {@link Vocabulary} for its words. */
final class Grammar {
  private static final CelOptions OPTIONS = Bounds.options();

  /** What hides types, or is an older spelling. */
  private static final Set<StandardFunction> NOT_SPOKEN =
      Set.of(
          StandardFunction.OLD_IN,
          StandardFunction.OLD_NOT_STRICTLY_FALSE,
          StandardFunction.TYPE,
          StandardFunction.DYN,
          StandardFunction.UINT,
          StandardFunction.BYTES);

  /** What makes more of what there is; for lists see {@link Reading}. */
  private static final Set<Arithmetic> GROWING =
      Set.of(Arithmetic.ADD_STRING, Arithmetic.ADD_BYTES);

  /** Those that make nothing longer. */
  private static final CelStringExtensions STRINGS =
      CelExtensions.strings(
          CelStringExtensions.Function.CHAR_AT,
          CelStringExtensions.Function.INDEX_OF,
          CelStringExtensions.Function.LAST_INDEX_OF,
          CelStringExtensions.Function.LOWER_ASCII,
          CelStringExtensions.Function.UPPER_ASCII,
          CelStringExtensions.Function.SUBSTRING,
          CelStringExtensions.Function.TRIM);

  private Grammar() {}

  static CelCompiler compiler() {
    CelCompilerBuilder compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(
                CelStandardDeclarations.newBuilder()
                    .filterFunctions(
                        (function, overload) ->
                            !NOT_SPOKEN.contains(function)
                                && !(overload instanceof Arithmetic sum && GROWING.contains(sum)))
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(new Nouns())
            .setResultType(SimpleType.BOOL)
            .addLibraries(CelExtensions.optional(), STRINGS);
    Vocabulary.VARIABLES.forEach(v -> compiler.addVar(v.name(), v.type()));
    return compiler.build();
  }

  static CelRuntime runtime() {
    return CelRuntimeFactory.plannerRuntimeBuilder()
        .setOptions(OPTIONS)
        .setStandardFunctions(
            CelStandardFunctions.newBuilder()
                .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                .build())
        .addFunctionBindings(
            CelFunctionBinding.fromOverloads(
                "matches",
                CelFunctionBinding.from("matches", String.class, String.class, Grammar::matches),
                CelFunctionBinding.from(
                    "matches_string", String.class, String.class, Grammar::matches)))
        .addLibraries(CelExtensions.optional(), STRINGS)
        .build();
  }

  /**
   * In place of the library's own, which compiles a pattern before it looks how big it is. The
   * dearest thing there is: the time is looked at before each.
   */
  private static boolean matches(String text, String pattern) {
    Meter.check();
    return switch (BoundedPattern.read(pattern, Bounds.REGEX_PROGRAM)) {
      case BoundedPattern.Reading.Usable(BoundedPattern usable) -> usable.isFoundIn(text);
      case BoundedPattern.Reading.Flawed(String what) ->
          throw new CelInvalidArgumentException(new IllegalArgumentException(what));
    };
  }

  /** The types of our own. */
  private static final class Nouns implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return Vocabulary.NOUNS.stream()
          .map(Noun::declaration)
          .collect(ImmutableList.toImmutableList());
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Vocabulary.NOUNS.stream()
          .filter(noun -> noun.name().equals(name))
          .findFirst()
          .map(Noun::declaration);
    }
  }
}
