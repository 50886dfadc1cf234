// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Developer;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What users get, read where the modules before this one were deployed to: {@code mvn deploy
 * -DaltDeploymentRepository=published::file:///FOLDER -Dsockscope.test.published=FOLDER}.
 */
@EnabledIfSystemProperty(
    named = PublishedRepository.PROPERTY,
    matches = ".+",
    disabledReason = "./check deploys to a folder and runs this on it")
class PublishedTest {
  private static final String BOM = "sockscope-bom";
  private static final Set<String> OF_EACH_JAR =
      Set.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json");
  private static final List<String> OF_NO_CLASSIFIER = List.of("-sources", "-javadoc");

  private String version;
  private PublishedRepository published;
  private List<Dependency> bom;

  @BeforeEach
  void read() throws Exception {
    version = Poms.ofModule("").getVersion();
    published =
        new PublishedRepository(Path.of(System.getProperty(PublishedRepository.PROPERTY)), version);
    bom = published.pom(BOM).getDependencyManagement().getDependencies();
  }

  @Test
  void theBomAndWhatItListsIsPublishedAndNothingElse() throws Exception {
    Set<String> listed = listedArtifacts();
    listed.add(BOM);
    assertEquals(listed, published.artifacts());
    assertEquals(Set.of(".pom"), published.files(BOM));
  }

  @Test
  void eachJarHasSourcesDocumentationAndBillOfMaterials() throws Exception {
    for (String artifact : listedArtifacts()) {
      Set<String> missing = new TreeSet<>(OF_EACH_JAR);
      missing.removeAll(published.files(artifact));
      assertEquals(Set.of(), missing, artifact);
    }
  }

  @Test
  void theBomListsEachPublishedJar() throws Exception {
    Set<String> missing = publishedJars();
    missing.removeAll(listedJars());
    assertEquals(Set.of(), missing);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "sockscope.test.cross",
      matches = "true",
      disabledReason = "the profile cross alone makes the jars of all processors")
  void eachJarThatTheBomListsIsPublished() throws Exception {
    Set<String> missing = listedJars();
    missing.removeAll(publishedJars());
    assertEquals(Set.of(), missing);
  }

  @Test
  void aClassifiedJarHasTheLibraryOfItsClassifierAlone() throws Exception {
    for (String artifact : listedArtifacts()) {
      for (String classifier : publishedClassifiers(artifact)) {
        try (JarFile jar = new JarFile(published.file(artifact, classifier + ".jar").toFile())) {
          assertEquals(
              Set.of("META-INF/native/" + classifier.substring(1)), foldersOfLibraries(jar));
        }
      }
    }
  }

  @Test
  void theJarWithoutClassifierHasTheLibrariesOfAllThatHaveOne() throws Exception {
    for (String artifact : listedArtifacts()) {
      Set<String> expected =
          publishedClassifiers(artifact).stream()
              .map(classifier -> "META-INF/native/" + classifier.substring(1))
              .collect(Collectors.toSet());
      try (JarFile jar = new JarFile(published.file(artifact, ".jar").toFile())) {
        assertEquals(expected, foldersOfLibraries(jar), artifact);
      }
    }
  }

  @Test
  void poms() throws Exception {
    for (String artifact : published.artifacts()) {
      Model pom = published.pom(artifact);
      assertAll(
          artifact,
          () -> hasWhatMavenCentralWants(pom),
          () -> hasNothingOfTheBuild(pom),
          () -> assertEquals(version, pom.getVersion()));
    }
  }

  @Test
  void dependenciesAreThoseOfRunTime() throws Exception {
    for (String artifact : listedArtifacts()) {
      Model pom = published.pom(artifact);
      assertNull(pom.getDependencyManagement(), artifact);
      for (Dependency dependency : pom.getDependencies()) {
        String key = artifact + " needs " + dependency.getManagementKey();
        assertTrue(Set.of("compile", "runtime").contains(dependency.getScope()), key);
        assertFalse(dependency.getVersion().contains("$"), key);
      }
    }
  }

  @Test
  void theBomSaysNothingButVersions() throws Exception {
    assertEquals(List.of(), published.pom(BOM).getDependencies());
    for (Dependency entry : bom) {
      String key = entry.getManagementKey();
      assertEquals("org.sockscope", entry.getGroupId(), key);
      assertTrue(Set.of(version, "${project.version}").contains(entry.getVersion()), key);
      assertEquals("jar", entry.getType(), key);
      assertNull(entry.getScope(), key);
      assertEquals(List.of(), entry.getExclusions(), key);
    }
  }

  private Set<String> listedArtifacts() {
    return bom.stream()
        .map(Dependency::getArtifactId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> listedJars() {
    return bom.stream()
        .map(
            entry ->
                entry.getArtifactId()
                    + (entry.getClassifier() == null ? "" : "-" + entry.getClassifier()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> publishedJars() throws Exception {
    Set<String> jars = new TreeSet<>();
    for (String artifact : published.artifacts()) {
      if (published.files(artifact).contains(".jar")) {
        jars.add(artifact);
      }
      publishedClassifiers(artifact).forEach(classifier -> jars.add(artifact + classifier));
    }
    return jars;
  }

  /** The classifiers of jars with code, each with its hyphen. */
  private Set<String> publishedClassifiers(String artifact) throws Exception {
    return published.files(artifact).stream()
        .filter(end -> end.startsWith("-") && end.endsWith(".jar"))
        .map(end -> end.substring(0, end.length() - ".jar".length()))
        .filter(classifier -> !OF_NO_CLASSIFIER.contains(classifier))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> foldersOfLibraries(JarFile jar) {
    return jar.stream()
        .filter(entry -> !entry.isDirectory() && entry.getName().startsWith("META-INF/native/"))
        .map(entry -> entry.getName().substring(0, entry.getName().lastIndexOf('/')))
        .collect(Collectors.toSet());
  }

  private static void hasWhatMavenCentralWants(Model pom) {
    assertAll(
        Stream.of(
                pom.getName(),
                pom.getDescription(),
                pom.getUrl(),
                pom.getScm().getConnection(),
                pom.getScm().getDeveloperConnection(),
                pom.getScm().getUrl())
            .map(text -> () -> assertFalse(text == null || text.isBlank())));
    assertEquals(List.of("Apache-2.0"), pom.getLicenses().stream().map(License::getName).toList());
    assertEquals(
        List.of("The Sockscope authors"),
        pom.getDevelopers().stream().map(Developer::getName).toList());
    assertNotNull(pom.getLicenses().get(0).getUrl());
  }

  private static void hasNothingOfTheBuild(Model pom) {
    assertNull(pom.getParent());
    assertNull(pom.getBuild());
    assertNull(pom.getDistributionManagement());
    assertEquals(List.of(), pom.getProfiles());
    assertEquals(List.of(), pom.getRepositories());
    assertEquals(List.of(), pom.getPluginRepositories());
    assertEquals(List.of(), pom.getModules());
  }
}
