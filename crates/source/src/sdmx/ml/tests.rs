use crate::sdmx::{
    Attachment, Structures,
    tests::{header, message, ml, told},
};

fn read(text: &str) -> Vec<String> {
    told(text.as_bytes()).unwrap()
}

fn said(text: &str) -> String {
    told(text.as_bytes()).unwrap_err()
}

fn generic(at_observation: &str, data_set: &str) -> String {
    ml("GenericData", &format!("{}<m:DataSet structureRef=\"S\">{data_set}</m:DataSet>", header(at_observation)))
}

fn specific(at_observation: &str, data_set: &str) -> String {
    let set = format!("<m:DataSet s:structureRef=\"S\" xsi:type=\"own:DataSetType\">{data_set}</m:DataSet>");
    ml("StructureSpecificData", &format!("{}{set}", header(at_observation)))
}

#[test]
fn generic_series_have_key_attributes_and_groups() {
    let text = generic(
        "TIME_PERIOD",
        "<g:Attributes><g:Value id=\"SRC\" value=\"office\"/></g:Attributes>\
         <g:Group type=\"Sibling\"><g:GroupKey><g:Value id=\"REF_AREA\" value=\"BO\"/></g:GroupKey>\
         <g:Attributes><g:Value id=\"TITLE\" value=\"A &amp; B\"/></g:Attributes></g:Group>\
         <g:Series><g:SeriesKey><g:Value id=\"FREQ\" value=\"A\"/><g:Value id=\"REF_AREA\" value=\"BO\"/></g:SeriesKey>\
         <g:Attributes><g:Value id=\"DECIMALS\" value=\"1\"/></g:Attributes>\
         <g:Obs><g:ObsDimension value=\"2021\"/><g:ObsValue value=\"1.50\"/><g:Attributes><g:Value id=\"OBS_STATUS\" value=\"A\"/>\
         </g:Attributes></g:Obs><g:Obs><g:ObsDimension value=\"2022\"/></g:Obs></g:Series>",
    );
    let series = "@SRC=office,FREQ=A,REF_AREA=BO,@DECIMALS=1,@TITLE=A & B";
    assert_eq!(
        read(&text),
        [
            format!("{series},@OBS_STATUS=A 2021: 1.50 //Series[1]/Obs[1]"),
            format!("{series} 2022: none //Series[1]/Obs[2]")
        ]
    );
}

#[test]
fn generic_data_may_be_flat_or_cross_sections() {
    let flat = generic(
        "AllDimensions",
        "<g:Obs><g:ObsKey><g:Value id=\"FREQ\" value=\"A\"/><g:Value id=\"TIME_PERIOD\" value=\"2021\"/></g:ObsKey>\
         <g:ObsValue value=\"x y\"/></g:Obs>",
    );
    assert_eq!(read(&flat), ["FREQ=A 2021: \"x y\" //Obs[1]"]);
    let sections = generic(
        "CURRENCY",
        "<g:Series><g:SeriesKey><g:Value id=\"TIME_PERIOD\" value=\"2021\"/></g:SeriesKey>\
         <g:Obs><g:ObsDimension value=\"CHF\"/><g:ObsValue value=\"1\"/></g:Obs>\
         <g:Obs><g:ObsDimension id=\"CURRENCY\" value=\"JPY\"/><g:ObsValue value=\"2\"/></g:Obs></g:Series>",
    );
    assert_eq!(read(&sections), ["CURRENCY=CHF 2021: 1 //Series[1]/Obs[1]", "CURRENCY=JPY 2021: 2 //Series[1]/Obs[2]"]);
}

#[test]
fn specific_series_tell_dimensions_only_with_the_structure() {
    let text = specific(
        "TIME_PERIOD",
        "<Group xsi:type=\"own:G\" REF_AREA=\"BO\" TITLE=\"Of Bolivia\"/>\
         <Series FREQ=\"A\" REF_AREA=\"BO\"><Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"1\" OBS_STATUS=\"A\"/></Series>\
         <Series FREQ=\"A\" REF_AREA=\"PE\"><Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"NaN\"/></Series>",
    );
    assert_eq!(
        read(&text),
        [
            "~FREQ=A,~REF_AREA=BO,@TITLE=Of Bolivia,@OBS_STATUS=A 2021: 1 //Series[1]/Obs[1]",
            "~FREQ=A,~REF_AREA=PE 2021: none //Series[2]/Obs[1]"
        ]
    );
}

#[test]
fn specific_data_may_be_flat_or_cross_sections() {
    let flat = specific("AllDimensions", "<Obs FREQ=\"A\" TIME_PERIOD=\"2021\" OBS_VALUE=\"1\"/>");
    assert_eq!(read(&flat), ["~FREQ=A 2021: 1 //Obs[1]"]);
    // A measure dimension that the type alone tells, and a group of it.
    let sections = specific(
        "CURRENCY",
        "<Group CURRENCY=\"JPY\" TITLE=\"Yen\"/><Series TIME_PERIOD=\"2021\" FREQ=\"A\">\
         <Obs xsi:type=\"own:CHF\" OBS_VALUE=\"1\"/><Obs CURRENCY=\"JPY\" OBS_VALUE=\"2\"/></Series>",
    );
    assert_eq!(
        read(&sections),
        [
            "~FREQ=A,CURRENCY=CHF 2021: 1 //Series[1]/Obs[1]",
            "~FREQ=A,CURRENCY=JPY,@TITLE=Yen 2021: 2 //Series[1]/Obs[2]"
        ]
    );
}

#[test]
fn prefixes_do_not_matter_and_namespaces_do() {
    let text = specific(
        "TIME_PERIOD",
        "<own:Series own:FREQ=\"A\"><own:Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"1\"/></own:Series>",
    );
    assert_eq!(read(&text), ["~FREQ=A 2021: 1 //Series[1]/Obs[1]"]);
    let other =
        text.replace("xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\"", "xmlns:m=\"urn:other\"");
    assert_eq!(
        said(&other),
        "m, line 1: is XML but no SDMX message: its root is StructureSpecificData, which says: id1 false 2024-05-06T07:08:09"
    );
    let defaulted = text.replace("m:StructureSpecificData", "StructureSpecificData").replace("xmlns:m=", "xmlns=");
    let defaulted = defaulted.replace("<m:", "<").replace("</m:", "</");
    assert_eq!(read(&defaulted), ["~FREQ=A 2021: 1 //Series[1]/Obs[1]"]);
}

#[test]
fn complex_components_and_several_measures_of_3_0_are_read() {
    let text = specific(
        "TIME_PERIOD",
        "<Atts FREQ=\"A\" METHOD=\"survey\"/><Series FREQ=\"A\"><Comp id=\"TITLE\"><Value><c:Text xml:lang=\"fr\">Taux</c:Text>\
         <c:Text xml:lang=\"en\">Rate</c:Text></Value><Value><c:Text>Second</c:Text></Value></Comp>\
         <Obs TIME_PERIOD=\"2021\" OBS_VALUE1=\"1\" OBS_VALUE2=\"2\"><Comp id=\"OBS_STATUS\"><Value>A</Value><Value> F </Value></Comp></Obs>\
         </Series>",
    );
    let text = text.replace("schemas/v2_1", "schemas/v3_0");
    let components = "~FREQ=A,@TITLE=Rate; Second,@METHOD=survey,@OBS_STATUS=A; F";
    assert_eq!(
        read(&text),
        [
            format!("{components} 2021: OBS_VALUE1 1 //Series[1]/Obs[1]"),
            format!("{components} 2021: OBS_VALUE2 2 //Series[1]/Obs[1]")
        ]
    );
}

/// A message of SDMX-ML 2.0, whose namespaces are written so.
fn ml_2_0(root: &str, content: &str) -> String {
    let schemas = "http://www.SDMX.org/resources/SDMXML/schemas/v2_0";
    format!(
        "<{root} xmlns=\"{schemas}/message\" xmlns:generic=\"{schemas}/generic\" xmlns:structure=\"{schemas}/structure\" \
         xmlns:own=\"urn:sdmx:org.sdmx.infomodel.keyfamily.KeyFamily=XX:DSD:compact\">{content}</{root}>"
    )
}

#[test]
fn messages_of_2_0_are_read() {
    let generic = ml_2_0(
        "MessageGroup",
        "<Header><ID>x</ID><DataSetAction>Append</DataSetAction></Header><generic:DataSet>\
         <generic:KeyFamilyRef>DSD</generic:KeyFamilyRef><generic:Group type=\"G\"><generic:GroupKey>\
         <generic:Value concept=\"LOCATION\" value=\"AUS\"/></generic:GroupKey><generic:Attributes>\
         <generic:Value concept=\"UNIT\" value=\"USD\"/></generic:Attributes><generic:Series><generic:SeriesKey>\
         <generic:Value concept=\"LOCATION\" value=\"AUS\"/></generic:SeriesKey><generic:Obs><generic:Time>2009</generic:Time>\
         <generic:ObsValue value=\"5.5\"/></generic:Obs></generic:Series></generic:Group></generic:DataSet>",
    );
    assert_eq!(read(&generic), ["LOCATION=AUS,@UNIT=USD 2009: 5.5 Append //Series[1]/Obs[1]"]);
    // The group stands after the series that it is about.
    let compact = ml_2_0(
        "CompactData",
        "<Header><ID>x</ID></Header><own:DataSet keyFamilyURI=\"u\" action=\"Replace\"><own:Series FREQ=\"M\" CURRENCY=\"USD\">\
         <own:Obs TIME_PERIOD=\"2009-01\" OBS_VALUE=\"1.3\"/></own:Series><own:SiblingGroup CURRENCY=\"USD\" TITLE=\"Dollar\"/>\
         <own:Group CURRENCY=\"USD\" TITLE=\"US dollar\"/></own:DataSet>",
    );
    assert_eq!(read(&compact), ["~FREQ=M,~CURRENCY=USD,@TITLE=US dollar 2009-01: 1.3 Replace //Series[1]/Obs[1]"]);
    assert_eq!(said(&ml_2_0("UtilityData", "")), "m: is an SDMX message of a kind that is not read: UtilityData");
}

#[test]
fn deletions_are_told_with_or_without_observations() {
    let text = specific("TIME_PERIOD", "<Series FREQ=\"A\"><Obs TIME_PERIOD=\"2021\"/></Series><Series FREQ=\"M\"/>")
        .replace("xsi:type=\"own:DataSetType\"", "s:action=\"Delete\"");
    assert_eq!(read(&text), ["~FREQ=A 2021: none Delete //Series[1]/Obs[1]", "~FREQ=M: none Delete //Series[2]"]);
    let all = specific("TIME_PERIOD", "").replace("xsi:type=\"own:DataSetType\"", "s:action=\"Delete\"");
    assert_eq!(read(&all), [": none Delete /"]);
    let wrong = all.replace("Delete", "Erase");
    assert_eq!(said(&wrong), "m, line 1: has no action that SDMX knows: \"Erase\"");
}

#[test]
fn answers_without_data_say_why() {
    let footer = |code: &str, text: &str| {
        ml(
            "GenericData",
            &format!(
                "{}<f:Footer><f:Message code=\"{code}\" severity=\"Information\"><c:Text>{text}</c:Text></f:Message></f:Footer>",
                header("TIME_PERIOD")
            ),
        )
    };
    assert_eq!(
        said(&footer("413", "Due to the large query, the data will be at http://example.org/d.zip")),
        "m: holds no data; the service will have them later at http://example.org/d.zip \
         (413: Due to the large query, the data will be at http://example.org/d.zip)"
    );
    let error = ml("Error", "<m:ErrorMessage code=\"100\"><c:Text>No results found</c:Text></m:ErrorMessage>");
    assert_eq!(said(&error), "m: holds no data; the service says: 100: No results found");
    let metadata = ml("GenericMetadata", "");
    assert_eq!(said(&metadata), "m: is a message of reference metadata (GenericMetadata) and holds no data");
}

#[test]
fn other_xml_is_named_with_what_it_says() {
    assert_eq!(
        said("<Error><Code>AccessDenied</Code><Message>No  key</Message></Error>"),
        "m, line 1: is XML but no SDMX message: its root is Error, which says: AccessDenied No key"
    );
    let soap = |content: &str| format!("<s:Envelope xmlns:s=\"urn:soap\"><s:Body>{content}</s:Body></s:Envelope>");
    assert_eq!(
        said(&soap("<Fault>Server busy</Fault>")),
        "m, line 1: is XML but no SDMX message: its root is Envelope, which says: Server busy"
    );
    let data = specific("AllDimensions", "<Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"1\"/>");
    let data = data.replace("<?xml version=\"1.0\"?>", "");
    assert_eq!(read(&soap(&data)), [" 2021: 1 //Obs[1]"]);
}

#[test]
fn footers_beside_data_are_notes() {
    let text = specific("TIME_PERIOD", "<Series A=\"b\"><Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"1\"/></Series>").replace(
        "</m:DataSet>",
        "</m:DataSet><f:Footer><f:Message code=\"510\" severity=\"Warning\"><c:Text>Cut to 1 series</c:Text></f:Message></f:Footer>",
    );
    let message = message(text.as_bytes());
    assert_eq!(message.notes, ["510: Cut to 1 series"]);
    assert_eq!((message.header.sender.as_str(), message.header.prepared.as_str()), ("XX", "2024-05-06T07:08:09"));
}

fn structures(text: &str) -> Structures {
    message(text.as_bytes()).structures
}

#[test]
fn structures_have_hierarchies_languages_and_attachments() {
    let text = ml(
        "Structure",
        "<m:Structures><str:Codelists><str:Codelist agencyID=\"XX\" id=\"CL_AREA\" version=\"1.0\"><c:Name xml:lang=\"en\">Areas</c:Name>\
         <str:Code id=\"AM\"><c:Name xml:lang=\"en\">Americas</c:Name></str:Code><str:Code id=\"BO\">\
         <c:Name xml:lang=\"es\">Bolivia (Estado)</c:Name><c:Name xml:lang=\"en\">Bolivia</c:Name><str:Parent><Ref id=\"AM\"/></str:Parent>\
         </str:Code></str:Codelist></str:Codelists><str:DataStructures><str:DataStructure agencyID=\"XX\" id=\"DSD\" version=\"1.0\">\
         <str:DataStructureComponents><str:DimensionList><str:Dimension id=\"AREA\" position=\"2\"><str:LocalRepresentation>\
         <str:Enumeration><Ref agencyID=\"XX\" id=\"CL_AREA\" version=\"1.0\"/></str:Enumeration></str:LocalRepresentation></str:Dimension>\
         <str:Dimension id=\"FREQ\" position=\"1\"/><str:TimeDimension id=\"TIME_PERIOD\" position=\"3\"/></str:DimensionList>\
         <str:Group id=\"G\"><str:GroupDimension><str:DimensionReference><Ref id=\"AREA\"/></str:DimensionReference></str:GroupDimension>\
         </str:Group><str:AttributeList><str:Attribute id=\"TITLE\"><str:AttributeRelationship><str:Group><Ref id=\"G\"/></str:Group>\
         </str:AttributeRelationship></str:Attribute><str:Attribute id=\"UNIT\"><str:AttributeRelationship><str:Dimension>\
         <Ref id=\"FREQ\"/></str:Dimension></str:AttributeRelationship></str:Attribute></str:AttributeList><str:MeasureList>\
         <str:PrimaryMeasure id=\"OBS_VALUE\"/></str:MeasureList></str:DataStructureComponents></str:DataStructure></str:DataStructures>\
         </m:Structures>",
    );
    let structures = structures(&text);
    let list = &structures.codelists[0];
    let bolivia = list.item("BO").unwrap();
    assert_eq!((bolivia.names.best(), bolivia.names.in_language("es")), (Some("Bolivia"), Some("Bolivia (Estado)")));
    assert_eq!(bolivia.parent.as_deref(), Some("AM"));
    let definition = &structures.data_structures[0];
    let ids: Vec<&str> = definition.dimensions.iter().map(|d| d.id.as_str()).collect();
    assert_eq!((ids, definition.time.as_deref()), (vec!["FREQ", "AREA"], Some("TIME_PERIOD")));
    assert_eq!(definition.measures, ["OBS_VALUE"]);
    assert_eq!(definition.groups, [("G".to_owned(), vec!["AREA".to_owned()])]);
    assert_eq!(definition.attributes[0].attached_to, Attachment::Group("G".to_owned()));
    assert_eq!(definition.attributes[1].attached_to, Attachment::Dimensions(vec!["FREQ".to_owned()]));
    assert_eq!(structures.counted(), "1 codelist, 1 data structure");
}

#[test]
fn structures_of_2_0_are_read() {
    let text = ml_2_0(
        "Structure",
        "<Header><ID>x</ID></Header><CodeLists><structure:CodeList agencyID=\"XX\" id=\"CL\"><structure:Name>List</structure:Name>\
         <structure:Code value=\"A\"><structure:Description xml:lang=\"en\">Annual</structure:Description></structure:Code>\
         <structure:Code value=\"B\" parentCode=\"A\"><structure:Description>Part</structure:Description></structure:Code></structure:CodeList>\
         </CodeLists><KeyFamilies><structure:KeyFamily agencyID=\"XX\" id=\"DSD\"><structure:Components>\
         <structure:Dimension conceptRef=\"FREQ\" codelist=\"CL\" codelistAgency=\"XX\"/><structure:TimeDimension conceptRef=\"TIME_PERIOD\"/>\
         <structure:PrimaryMeasure conceptRef=\"OBS_VALUE\"/><structure:Attribute conceptRef=\"UNIT\" attachmentLevel=\"DataSet\"/>\
         </structure:Components></structure:KeyFamily></KeyFamilies>",
    );
    let structures = structures(&text);
    assert_eq!(structures.codelists[0].item("A").unwrap().names.best(), Some("Annual"));
    assert_eq!(structures.codelists[0].item("B").unwrap().parent.as_deref(), Some("A"));
    let definition = &structures.data_structures[0];
    assert_eq!((definition.dimensions[0].id.as_str(), definition.measures[0].as_str()), ("FREQ", "OBS_VALUE"));
    assert_eq!(definition.attributes[0].attached_to, Attachment::DataSet);
}
