package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.PlainLine;
import java.io.PrintWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** As JUnit's XML, a suite for each kind of thing and a test case for each thing. */
final class JunitReport implements Report {
  private static final int TEXT = 5000;

  @Override
  public void print(List<Checked> all, PrintWriter out) {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      start(xml, "testsuites", "leasehold check", all);
      for (Checked.Kind kind : Checked.Kind.values()) {
        suite(xml, kind, all.stream().filter(checked -> checked.kind() == kind).toList());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the report cannot be written", e);
    }
    out.println();
    out.flush();
  }

  private static void suite(XMLStreamWriter xml, Checked.Kind kind, List<Checked> all)
      throws XMLStreamException {
    if (all.isEmpty()) {
      return;
    }
    start(xml, "testsuite", kind.text(), all);
    for (Checked checked : all) {
      attribute(xml, "testcase", "name", checked.name());
      xml.writeAttribute("classname", "leasehold.check." + kind.text());
      xml.writeAttribute("file", plain(checked.place().file().toString()));
      xml.writeAttribute("line", Integer.toString(checked.place().line()));
      xml.writeAttribute("time", "0");
      for (Finding finding : checked.findings()) {
        if (finding.fails()) {
          failure(xml, finding);
        }
      }
      said(xml, checked);
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void start(XMLStreamWriter xml, String element, String name, List<Checked> all)
      throws XMLStreamException {
    attribute(xml, element, "name", name);
    xml.writeAttribute("tests", Integer.toString(all.size()));
    xml.writeAttribute("failures", Long.toString(all.stream().filter(Checked::fails).count()));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("time", "0");
  }

  private static void failure(XMLStreamWriter xml, Finding finding) throws XMLStreamException {
    attribute(xml, "failure", "type", finding.code());
    xml.writeAttribute("message", plain(finding.message()));
    xml.writeCharacters(plain(finding.place().text() + ": " + finding.message()));
    xml.writeEndElement();
  }

  private static void said(XMLStreamWriter xml, Checked checked) throws XMLStreamException {
    String notes =
        String.join(
            "\n",
            checked.findings().stream()
                .filter(finding -> !finding.fails())
                .map(finding -> plain(finding.code() + ": " + finding.message()))
                .toList());
    String details = String.join("\n", checked.details().stream().map(JunitReport::plain).toList());
    String text = (details + "\n" + notes).strip();
    if (!text.isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(text);
      xml.writeEndElement();
    }
  }

  private static void attribute(XMLStreamWriter xml, String element, String name, String value)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute(name, plain(value));
  }

  /** XML has no way to write control characters. */
  private static String plain(String text) {
    return PlainLine.of(text, TEXT);
  }
}
