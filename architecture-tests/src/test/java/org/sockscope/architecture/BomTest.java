// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.PluginContainer;
import org.junit.jupiter.api.Test;

/** The BOM, which inherits from nothing, agrees with what is said elsewhere. */
class BomTest {
  @Test
  void itsVersionIsThatOfTheBuild() throws Exception {
    assertEquals(Poms.ofModule("").getVersion(), Poms.ofModule("bom").getVersion());
  }

  @Test
  void itsPluginsHaveTheVersionsOfTheBuild() throws Exception {
    Map<String, String> expected = versionsOf(Poms.ofModule("").getBuild().getPluginManagement());
    Model bom = Poms.ofModule("bom");
    Map<String, String> own = versionsOf(bom.getBuild());
    bom.getProfiles().forEach(profile -> own.putAll(versionsOf(profile.getBuild())));
    expected.keySet().retainAll(own.keySet());
    assertEquals(expected, own);
  }

  @Test
  void coreNamesEachOfItsClassifiers() throws Exception {
    Properties platforms = new Properties();
    try (Reader in =
        Files.newBufferedReader(
            Path.of("../core/src/main/resources/org/sockscope/core/platforms.properties"))) {
      platforms.load(in);
    }
    Set<String> named =
        valuesOf(platforms, "os.").stream()
            .flatMap(
                system ->
                    valuesOf(platforms, "arch.").stream()
                        .map(arch -> system.replace(' ', ':') + "-" + arch))
            .collect(Collectors.toSet());
    List<String> listed =
        Poms.ofModule("bom").getDependencyManagement().getDependencies().stream()
            .filter(entry -> entry.getClassifier() != null)
            .map(BomTest::artifactAndClassifier)
            .toList();
    assertTrue(listed.contains("sockscope-platform-linux:linux-x86_64"));
    Set<String> missing = new TreeSet<>(listed);
    missing.removeAll(named);
    assertEquals(Set.of(), missing);
  }

  private static String artifactAndClassifier(Dependency entry) {
    return entry.getArtifactId() + ":" + entry.getClassifier();
  }

  private static Map<String, String> versionsOf(PluginContainer container) {
    Map<String, String> versions = new TreeMap<>();
    container.getPlugins().forEach(plugin -> versions.put(plugin.getKey(), plugin.getVersion()));
    return versions;
  }

  private static Set<String> valuesOf(Properties properties, String start) {
    return properties.stringPropertyNames().stream()
        .filter(key -> key.startsWith(start))
        .map(properties::getProperty)
        .collect(Collectors.toSet());
  }
}
