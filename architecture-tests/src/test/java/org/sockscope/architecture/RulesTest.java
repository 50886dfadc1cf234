// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule reports the classes of the fixture that break it, and no others. */
class RulesTest {
  private static final String FIXTURE = "org.sockscope.architecture.fixture";

  private static final Map<String, Set<String>> OFFENDERS =
      Map.ofEntries(
          entry("api depends on no module", Set.of("ApiSeesCore", "PortSeesNative")),
          entry("core depends on api", Set.of("CoreSeesPlatform")),
          entry("native depends on api", Set.of("NativeSeesPlatform")),
          entry("platforms depend on native", Set.of("PlatformSeesCore")),
          entry("platforms don't depend on each other", Set.of("PlatformSeesPlatform")),
          entry("command line depends on api", Set.of("CommandLineSeesNative")),
          entry("benchmarks depend on the decoder", Set.of("BenchmarkSeesNative")),
          entry("api and core need only the JDK", Set.of("CoreSeesOtherLibrary")),
          entry("nobody uses internals of the JDK", Set.of("SeesInternals")),
          entry("native code is called from one package", Set.of("PlatformHasNativeMethod")),
          entry(
              "native code is called from one class",
              Set.of("HasNativeMethod", "LoadsLibrary", "PlatformHasNativeMethod")),
          entry("nobody searches for libraries", Set.of("SearchesLibrary", "LoadsThroughRuntime")),
          entry("only programs print", Set.of("CorePrints")),
          entry(
              "no mutable static state in api and core",
              Set.of("VariableState", "ArrayState", "MapState")),
          entry("core names no operating system", Set.of("NamesSystem", "CoreSeesPlatform")),
          entry("public types are for others", Set.of("NeedlesslyPublic")));

  private static final Pattern SOURCE_OF_VIOLATION = Pattern.compile("\\((\\w+)\\.java:\\d+\\)");
  private static final Pattern FIXTURE_CLASS =
      Pattern.compile(Pattern.quote(FIXTURE) + "[a-z.]*\\.([A-Z]\\w+)");

  private final JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURE);
  private final Map<String, ArchRule> rules =
      new Rules(FIXTURE)
          .byName(describe("exported", type -> !type.getSimpleName().equals("NeedlesslyPublic")));

  @TestFactory
  Stream<DynamicTest> ruleReportsItsOffenders() {
    return rules.entrySet().stream()
        .map(
            rule ->
                dynamicTest(
                    rule.getKey(),
                    () -> assertEquals(OFFENDERS.get(rule.getKey()), offenders(rule.getValue()))));
  }

  @Test
  void everyRuleHasOffenders() {
    assertEquals(rules.keySet(), OFFENDERS.keySet());
  }

  private Set<String> offenders(ArchRule rule) {
    Set<String> offenders = new TreeSet<>();
    for (String line : rule.evaluate(fixture).getFailureReport().getDetails()) {
      Pattern name = SOURCE_OF_VIOLATION.matcher(line).find() ? SOURCE_OF_VIOLATION : FIXTURE_CLASS;
      name.matcher(line).results().map(match -> match.group(1)).forEach(offenders::add);
    }
    return offenders;
  }
}
