// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Runs a program under two class loaders of one JVM at once, as an application server does. */
final class TwoClassLoaders {
  private TwoClassLoaders() {}

  /** Arguments: the main class, then its class path, a jar each. */
  public static void main(String... args) throws ReflectiveOperationException, IOException {
    URL[] jars = Arrays.stream(args).skip(1).map(TwoClassLoaders::url).toArray(URL[]::new);
    try (URLClassLoader one = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
        URLClassLoader other = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
      Method first = main(args[0], one);
      Method second = main(args[0], other);
      for (Method method : new Method[] {first, second, first}) {
        method.invoke(null, (Object) new String[0]);
      }
      System.out.println("libraries loaded: " + libraries());
    }
  }

  private static Method main(String name, ClassLoader loader) throws ReflectiveOperationException {
    return Class.forName(name, true, loader).getMethod("main", String[].class);
  }

  /** The files are deleted by now, but the kernel remembers their names. */
  private static long libraries() throws IOException {
    try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
      return mappings
          .filter(line -> line.contains("libsockscope-"))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .count();
    }
  }

  private static URL url(String jar) {
    try {
      return Path.of(jar).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(jar, e);
    }
  }
}
