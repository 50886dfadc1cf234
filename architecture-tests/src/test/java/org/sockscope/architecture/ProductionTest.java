// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The production classes keep the rules. */
class ProductionTest {
  private static final JavaClasses PRODUCTION = Modules.production();

  @TestFactory
  Stream<DynamicTest> productionClassesKeepTheRule() {
    return new Rules(Modules.ROOT)
        .byName(Modules.MEANT_FOR_OTHERS).entrySet().stream()
            .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(PRODUCTION)));
  }

  @Test
  void everyModuleOfTheBuildIsLookedAt() throws Exception {
    Set<String> found =
        PRODUCTION.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(Modules.expectedPackages());
    missing.removeAll(found);

    assertEquals(Set.of(), missing, "no class of these; is the module a dependency here?");
  }

  @Test
  void exportsAreReadFromTheModule() throws Exception {
    assertTrue(isMeantForOthers(String.class));
    assertFalse(isMeantForOthers(Class.forName("sun.net.ftp.impl.FtpClient")));
  }

  @Test
  void exportsOfThisBuildAreReadFromTheModule() {
    assertTrue(Modules.MEANT_FOR_OTHERS.test(PRODUCTION.get("org.sockscope.Sockscope")));
  }

  private static boolean isMeantForOthers(Class<?> type) {
    return Modules.MEANT_FOR_OTHERS.test(new ClassFileImporter().importClass(type));
  }
}
