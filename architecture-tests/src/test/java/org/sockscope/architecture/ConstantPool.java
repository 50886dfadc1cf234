// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What ArchUnit doesn't tell about a class: every text and every name in it, but no comment. */
final class ConstantPool {
  private static final int HEADER_SIZE = 8;

  private ConstantPool() {}

  /** The texts of a class file, as chapter 4.4 of the JVM specification lays them out. */
  static List<String> textsOf(JavaClass type) {
    try (var in =
        new DataInputStream(type.getSource().orElseThrow().getUri().toURL().openStream())) {
      in.skipNBytes(HEADER_SIZE);
      List<String> texts = new ArrayList<>();
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts.add(in.readUTF());
          case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            i++; // A long and a double take two places.
          }
          default -> throw new IOException("constant of unknown kind " + tag);
        }
      }
      return texts;
    } catch (IOException e) {
      throw new AssertionError("cannot read " + type.getName(), e);
    }
  }
}
