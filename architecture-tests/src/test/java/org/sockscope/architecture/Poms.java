// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;

/** POMs as they are written, with nothing inherited and nothing replaced. */
final class Poms {
  private Poms() {}

  /** The POM in a file. */
  static Model read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return new MavenXpp3Reader().read(in);
    }
  }

  /** The POM of a module of this build, which is empty for the parent. */
  static Model ofModule(String module) throws Exception {
    return read(Path.of("..", module, "pom.xml"));
  }
}
