namespace Ferry.Sync.Masking.Kinds;

/// <summary>The words that masks are made of: plain ASCII, short, no title longer than twelve letters. An order that changes changes masks.</summary>
internal static class Words
{
    public static WordList FirstNames { get; } = new("""
        Ada Adam Alba Alex Alice Amir Amy Anna Anton Ari Aron Asta Ava Ayla Bela Ben Bella Bo Bruno Cara Carl Casey Cleo Clara Colin Cora Dana Dario
        Dean Della Diego Dina Dora Eden Edith Eli Elena Ella Elio Emil Emma Enzo Erin Esme Eva Evan Fay Felix Finn Flora Frank Freya Gail Gemma Gina
        Glen Grace Greta Gus Hana Hank Hazel Heidi Henry Hope Hugo Ian Ida Igor Ines Ira Iris Isla Ivan Ivy Jack Jade Jamie Jan Jana Jasper Jean Jill
        Joan Joel Jona Jude Julia June Kai Kara Karl Kate Kay Kim Kira Kurt Lana Lars Laura Lea Leo Lena Levi Lia Lily Lina Liv Lola Lou Luca Lucy
        Luis Luna Lynn Mara Marc Maria Mark Marta Mats Maud Max May Mia Mila Milo Mina Mira Moa Mona Nadia Nell Neo Nico Nina Noa Noah Nora Nova
        Ola Olga Omar Ona Orla Oscar Otto Owen Pablo Paul Pearl Penny Pia Pete Quinn Rafa Ray Remy Rhea Rhys Rita Robin Rosa Ross Roy Ruby Rudi Ruth
        Ryan Saga Sami Sara Sasha Saul Sean Selma Shay Sia Signe Silas Simon Sky Sofia Stan Stella Sven Tara Ted Tessa Theo Tia Till Tim Tina Toby
        Tom Toni Una Uma Ursula Val Vera Vic Vida Viola Wade Walt Wanda Wes Will Willa Wren Xena Yara Yuri Zane Zara Zeno Zoe
        """);

    public static WordList LastNames { get; } = new("""
        Abbott Adler Ahlgren Alder Amato Archer Ash Atwood Baker Banks Barlow Bauer Beck Bell Berg Birch Bishop Black Blake Bloom Bond Booth Bosch
        Brandt Bright Brook Brown Burke Burns Byrne Cain Calder Carey Carter Castle Chase Church Clark Clay Cole Conte Cook Cooper Costa Craig Crane
        Cross Curtis Dahl Dale Dalton Darby Dawson Dean Drake Duarte Dunn Eaton Eklund Ellis Engel Evans Fabian Falk Farrow Faber Fields Fisher Flint
        Flores Ford Forster Fox Frost Fuchs Gale Garcia Garner Gibbs Glass Gomes Grant Graves Gray Green Greer Grove Haas Hahn Hale Hall Hansen Hardy
        Harper Hart Hayes Heath Heller Hill Hobbs Holm Holt Horn House Hughes Hunt Irwin Ivers Jansen Jarvis Jensen Jones Jordan Kane Keller Kemp
        Kerr King Klein Knight Koch Kraus Kuhn Lake Lamb Lane Lang Larsen Law Leal Lewis Lima Lind Lloyd Lopez Lowe Lund Lyons Mann Marsh Martin
        Mason May Mercer Meyer Miles Mills Moon Moore Moran Moss Munro Myers Nash Neal Nolan Nord North Novak Nunez Oakes Olsen Ortega Owens Page
        Palmer Parker Pascal Payne Perry Petrov Pike Pohl Poole Porter Price Quist Ramos Rand Reed Reeves Reyes Rice Richter Rivers Roth Rowe Rubin
        Ryder Salas Sander Sauer Savage Scholz Shaw Silva Simms Sloan Smith Snow Solis Sommer Stark Steele Stein Stone Storm Strand Swan Tate Thorn
        Torres Tucker Turner Vance Vargas Vega Vogel Voss Wagner Walker Walsh Ward Watts Webb Weiss West Wells White Wilde Winter Wolf Wood Yates York
        """);

    public static WordList Cities { get; } = new("""
        Alderton Amberfield Ashford Aspenwood Bayview Beechham Birchwood Blackford Brackley Bramley Brightwater Brookfield Cedarburg Clayton Clearwater
        Cliffside Cloverdale Coldbrook Copperton Cranfield Crestview Dalewood Deerfield Dunmore Eastbrook Edgewater Elmstead Fairview Falkirk Fernhill
        Foxborough Glenwood Goldcrest Greenfield Greystone Hartwell Hawthorne Hazelton Highbury Hillcrest Hollybrook Ironbridge Ivybridge Juniper Kingsport
        Lakeside Larkspur Linwood Longmeadow Maplewood Marlow Meadowbank Millbrook Mistley Moorland Newbridge Northfield Oakdale Oldbury Orchard Pinehurst
        Plumstead Queensbury Ravenswood Redwood Ridgeway Riverton Rockport Rosewood Saltmarsh Sandford Seabrook Silverton Southgate Springvale Stonehaven
        Summerfield Sunbury Thornbury Timberlake Valleyview Walton Waterford Westbrook Whitby Wildwood Willowdale Windermere Winterbourne Woodstock Yarrow
        """);

    public static WordList Streets { get; } = new("""
        Acorn Alder Amber Apple Ash Aspen Beech Birch Bridge Brook Canal Castle Cedar Chapel Cherry Chestnut Church Clover Coral Cypress Dale Elm Farm
        Fern Field Forest Garden Glen Grove Harbor Hawthorn Hazel Heather High Hill Holly Ivy Juniper Lake Larch Laurel Lavender Lilac Lime Linden Main
        Maple Market Meadow Mill Moss North Oak Olive Orchard Palm Park Pear Pine Plum Poplar Quarry Ridge River Rose School South Spring Spruce Station
        Stone Sunset Thistle Valley Vine Walnut Water Well West Willow Windmill Wood Yew
        """);

    public static WordList StreetTypes { get; } = new("Street Road Lane Avenue Way Drive Close Place");

    public static WordList CompanyForms { get; } = new("Ltd Inc Group GmbH Co Partners Works Labs");

    public static WordList Filler { get; } = new("""
        lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis
        nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse cillum fugiat nulla
        pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum
        """);
}
