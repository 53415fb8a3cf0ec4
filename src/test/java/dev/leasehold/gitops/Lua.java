package dev.leasehold.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** Runs a script as Argo CD does: {@code obj} is the object, and what it returns is the answer. */
final class Lua {
  private Lua() {}

  static LuaValue run(Path script, JsonNode object) {
    Globals globals = JsePlatform.standardGlobals();
    globals.set("obj", value(object));
    return globals.loadfile(script.toString()).call();
  }

  /** The same, as a map of texts. */
  static Map<String, String> texts(LuaValue table) {
    Map<String, String> texts = new TreeMap<>();
    for (LuaValue key : table.checktable().keys()) {
      texts.put(key.tojstring(), table.get(key).tojstring());
    }
    return texts;
  }

  private static LuaValue value(JsonNode node) {
    if (node.isObject() || node.isArray()) {
      LuaTable table = new LuaTable();
      int index = 1;
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        table.set(field.getKey(), value(field.getValue()));
      }
      if (node.isArray()) {
        for (JsonNode element : node) {
          table.set(index, value(element));
          index++;
        }
      }
      return table;
    }
    if (node.isNumber()) {
      return LuaValue.valueOf(node.asDouble());
    }
    return node.isBoolean() ? LuaValue.valueOf(node.asBoolean()) : LuaValue.valueOf(node.asText());
  }
}
