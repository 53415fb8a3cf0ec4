package dev.leasehold.notice;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Notices for an incoming webhook of Slack. What others wrote stands in text elements of {@code
 * rich_text}, in which Slack reads no mark-up, so that nobody is mentioned and nothing is a link;
 * the text for notifications, in which it does, is escaped.
 */
final class SlackMessage {
  private static final JsonMapper JSON = new JsonMapper();

  private SlackMessage() {}

  static ObjectNode of(Bundle bundle) {
    ObjectNode message = JSON.createObjectNode();
    message.put("text", escaped(bundle.headline()));
    message.put("unfurl_links", false);
    ObjectNode block = message.putArray("blocks").addObject().put("type", "rich_text");
    ArrayNode elements = block.putArray("elements");
    text(section(elements), bundle.headline() + "\n", true);
    for (Rows.Row row : Rows.of(bundle)) {
      ArrayNode section = section(elements);
      text(section, row.label() + ": ", true);
      text(section, body(row.lines()) + "\n", false);
    }
    ArrayNode command =
        elements.addObject().put("type", "rich_text_preformatted").putArray("elements");
    text(command, bundle.command(), false);
    return message;
  }

  private static String body(List<String> lines) {
    return lines.size() == 1 ? lines.getFirst() : "\n• " + String.join("\n• ", lines);
  }

  private static ArrayNode section(ArrayNode elements) {
    return elements.addObject().put("type", "rich_text_section").putArray("elements");
  }

  private static void text(ArrayNode elements, String text, boolean bold) {
    ObjectNode element = elements.addObject().put("type", "text").put("text", text);
    if (bold) {
      element.putObject("style").put("bold", true);
    }
  }

  /** The three characters that begin everything in Slack's mark-up that does something. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
