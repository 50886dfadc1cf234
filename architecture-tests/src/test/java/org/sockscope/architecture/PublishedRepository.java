// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Model;

/** A folder that the build was deployed to: what users would get. */
final class PublishedRepository {
  /** Names the folder, if there is one. */
  static final String PROPERTY = "sockscope.test.published";

  private final Path group;
  private final String version;

  PublishedRepository(Path folder, String version) {
    this.group = folder.resolve("org/sockscope");
    this.version = version;
  }

  /** The artifact ids. */
  Set<String> artifacts() throws Exception {
    try (Stream<Path> folders = Files.list(group)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** What there is of an artifact, as the ends of file names: {@code -sources.jar} and so on. */
  Set<String> files(String artifact) throws Exception {
    String start = artifact + "-" + version;
    try (Stream<Path> files = Files.list(group.resolve(artifact).resolve(version))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.matches(".*\\.(md5|sha1|sha256|sha512|asc)"))
          .map(name -> name.substring(start.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** One of those files. */
  Path file(String artifact, String end) {
    return group.resolve(artifact).resolve(version).resolve(artifact + "-" + version + end);
  }

  /** The POM of an artifact. */
  Model pom(String artifact) throws Exception {
    return Poms.read(file(artifact, ".pom"));
  }
}
