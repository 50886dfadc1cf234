// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.NodeList;

/** The modules of the build, and their classes. */
final class Modules {
  /** The root of all packages. */
  static final String ROOT = "org.sockscope";

  private static final Set<String> WITHOUT_PRODUCTION_CODE =
      Set.of("bom", "contract-tests", "architecture-tests");

  private Modules() {}

  /** All production classes that are on the class path. */
  static JavaClasses production() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("jmh_generated"))
        .importPackages(ROOT);
  }

  /** The packages that the modules in the parent POM ought to have, one for each. */
  static Set<String> expectedPackages() throws Exception {
    var pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("..", "pom.xml").toFile());
    NodeList modules =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate("/project/modules/module/text()", pom, XPathConstants.NODESET);
    return IntStream.range(0, modules.getLength())
        .mapToObj(i -> modules.item(i).getNodeValue())
        .filter(module -> !WITHOUT_PRODUCTION_CODE.contains(module))
        .map(Modules::packageOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String packageOf(String module) {
    return switch (module) {
      case "api" -> ROOT;
      case "native" -> ROOT + ".jni";
      default -> ROOT + "." + module.replace('-', '.');
    };
  }

  /** Whether the module of a class exports its package, provides it as a service or starts it. */
  static final DescribedPredicate<JavaClass> MEANT_FOR_OTHERS =
      describe("exported, a provider or a main class", Modules::isMeantForOthers);

  private static boolean isMeantForOthers(JavaClass type) {
    ModuleDescriptor module = moduleOf(type);
    return module.exports().stream().anyMatch(e -> e.source().equals(type.getPackageName()))
        || module.provides().stream().anyMatch(p -> p.providers().contains(type.getName()))
        || type.tryGetMethod("main", String[].class).isPresent();
  }

  private static ModuleDescriptor moduleOf(JavaClass type) {
    String uri = type.getSource().orElseThrow().getUri().toString();
    String file = type.getName().replace('.', '/') + ".class";
    URI descriptor = URI.create(uri.replace(file, "module-info.class"));
    try (InputStream in = descriptor.toURL().openStream()) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new AssertionError(type.getName() + " is in no module", e);
    }
  }
}
