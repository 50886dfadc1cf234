// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.lessThanOrEqualTo;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rules. They hold for the packages under a root, so that they can be tried on others. A rule
 * that finds no class to look at holds; {@link ProductionTest} makes sure that no module is
 * missing.
 */
final class Rules {
  private static final Pattern OPERATING_SYSTEM =
      Pattern.compile(
          "(?i:linux|windows|win32|darwin|mac ?os|\\bos ?x\\b|bsd|sunos|solaris|illumos|\\baix\\b)"
              + "|(?<![A-Za-z])mac(?![a-z])|Mac(?![a-z])|Aix|(?<![A-Za-z])aix");

  private final String root;
  private final String[] api;
  private final String core;
  private final String jni;
  private final String platforms;
  private final String cli;
  private final String benchmarks;

  Rules(String root) {
    this.root = root;
    this.api = new String[] {root, root + ".spi"};
    this.core = root + ".core..";
    this.jni = root + ".jni..";
    this.platforms = root + ".platform..";
    this.cli = root + ".cli..";
    this.benchmarks = root + ".benchmarks..";
  }

  private ArchRule apiDependsOnNoModule() {
    return onlySees(resideInAnyPackage(api), nothing());
  }

  private ArchRule coreDependsOnApi() {
    return onlySees(resideInAPackage(core), nothing());
  }

  private ArchRule nativeDependsOnApi() {
    return onlySees(resideInAPackage(jni), nothing());
  }

  private ArchRule platformsDependOnNative() {
    return onlySees(resideInAPackage(platforms), resideInAPackage(jni));
  }

  private ArchRule platformsDoNotDependOnEachOther() {
    return slices()
        .matching(root + ".platform.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true);
  }

  private ArchRule commandLineDependsOnApi() {
    return onlySees(resideInAPackage(cli), nothing());
  }

  private ArchRule benchmarksDependOnTheDecoder() {
    return onlySees(
        resideInAPackage(benchmarks),
        describe("the decoder", type -> type.getName().equals(root + ".jni.PackedRows")));
  }

  /** What may be seen is the part itself, the API, what is named, and all that isn't ours. */
  private ArchRule onlySees(
      DescribedPredicate<JavaClass> part, DescribedPredicate<JavaClass> named) {
    return classes()
        .that(part)
        .should()
        .onlyDependOnClassesThat(
            part.or(resideInAnyPackage(api)).or(named).or(resideOutsideOfPackage(root + "..")))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> nothing() {
    return DescribedPredicate.alwaysFalse();
  }

  private ArchRule apiAndCoreNeedOnlyTheJdk() {
    return classes()
        .that(resideInAnyPackage(api).or(resideInAPackage(core)))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify.annotations", root + ".."))
        .allowEmptyShould(true);
  }

  private ArchRule nobodyUsesInternalsOfTheJdk() {
    return noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("sun..", "com.sun..", "jdk.."));
  }

  private ArchRule nativeCodeIsCalledFromOnePackage() {
    return classes().that(CALL_NATIVE_CODE).should().resideInAPackage(jni).allowEmptyShould(true);
  }

  private ArchRule nativeCodeIsCalledFromOneClass() {
    return classes()
        .that(CALL_NATIVE_CODE)
        .should()
        .containNumberOfElements(lessThanOrEqualTo(1))
        .allowEmptyShould(true);
  }

  private static final DescribedPredicate<JavaClass> CALL_NATIVE_CODE =
      describe(
          "have native methods or call System.load",
          type ->
              type.getMethods().stream()
                      .anyMatch(method -> method.getModifiers().contains(JavaModifier.NATIVE))
                  || calls(type, System.class, "load"));

  private ArchRule nobodySearchesForLibraries() {
    return noClasses()
        .should()
        .callMethod(System.class, "loadLibrary", String.class)
        .orShould()
        .callMethod(Runtime.class, "loadLibrary", String.class)
        .orShould()
        .callMethod(Runtime.class, "load", String.class);
  }

  private static boolean calls(JavaClass type, Class<?> owner, String method) {
    return type.getAccessesFromSelf().stream()
        .anyMatch(
            access ->
                access.getTargetOwner().isEquivalentTo(owner) && access.getName().equals(method));
  }

  private ArchRule onlyProgramsUseStandardStreams() {
    return noClasses()
        .that(not(resideInAnyPackage(cli, benchmarks)))
        .should(ACCESS_STANDARD_STREAMS)
        .allowEmptyShould(true);
  }

  private ArchRule apiAndCoreHaveNoMutableStaticState() {
    return fields()
        .that()
        .areStatic()
        .and(describe("written by people", field -> !isSynthetic(field)))
        .and()
        .areDeclaredInClassesThat(resideInAnyPackage(api).or(resideInAPackage(core)))
        .should()
        .beFinal()
        .andShould()
        .notHaveRawType(MUTABLE)
        .allowEmptyShould(true);
  }

  private static boolean isSynthetic(JavaField field) {
    return field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static final DescribedPredicate<JavaClass> MUTABLE =
      describe(
          "an array, a builder of text, or a collection that is known to be mutable",
          type ->
              type.isArray()
                  || type.isAssignableTo(java.util.AbstractCollection.class)
                  || type.isAssignableTo(java.util.AbstractMap.class)
                  || type.isAssignableTo(Appendable.class)
                  || type.isAssignableTo(ThreadLocal.class)
                  || type.getPackageName().startsWith("java.util.concurrent"));

  private ArchRule coreNamesNoOperatingSystem() {
    return classes()
        .that(resideInAPackage(core))
        .should(
            new ArchCondition<>("name no operating system") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (String text : ConstantPool.textsOf(type)) {
                  if (OPERATING_SYSTEM.matcher(text).find()) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, "\"" + text + "\" in " + type.getSourceCodeLocation()));
                  }
                }
              }
            })
        .allowEmptyShould(true);
  }

  /**
   * Types are public only if others are to see them.
   *
   * @param meantForOthers tells that of a type
   */
  private ArchRule publicTypesAreMeantForOthers(DescribedPredicate<JavaClass> meantForOthers) {
    return classes()
        .that()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .and(not(resideInAnyPackage(api)))
        .and(not(resideInAPackage(benchmarks)))
        .should(
            new ArchCondition<>("be " + meantForOthers.getDescription()) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                events.add(
                    new SimpleConditionEvent(
                        type,
                        meantForOthers.test(type),
                        type.getName() + " is public in " + type.getSourceCodeLocation()));
              }
            })
        .allowEmptyShould(true);
  }

  /** All of them, by name. */
  Map<String, ArchRule> byName(DescribedPredicate<JavaClass> meantForOthers) {
    return Map.ofEntries(
        entry("api depends on no module", apiDependsOnNoModule()),
        entry("core depends on api", coreDependsOnApi()),
        entry("native depends on api", nativeDependsOnApi()),
        entry("platforms depend on native", platformsDependOnNative()),
        entry("platforms don't depend on each other", platformsDoNotDependOnEachOther()),
        entry("command line depends on api", commandLineDependsOnApi()),
        entry("benchmarks depend on the decoder", benchmarksDependOnTheDecoder()),
        entry("api and core need only the JDK", apiAndCoreNeedOnlyTheJdk()),
        entry("nobody uses internals of the JDK", nobodyUsesInternalsOfTheJdk()),
        entry("native code is called from one package", nativeCodeIsCalledFromOnePackage()),
        entry("native code is called from one class", nativeCodeIsCalledFromOneClass()),
        entry("nobody searches for libraries", nobodySearchesForLibraries()),
        entry("only programs print", onlyProgramsUseStandardStreams()),
        entry("no mutable static state in api and core", apiAndCoreHaveNoMutableStaticState()),
        entry("core names no operating system", coreNamesNoOperatingSystem()),
        entry("public types are for others", publicTypesAreMeantForOthers(meantForOthers)));
  }
}
