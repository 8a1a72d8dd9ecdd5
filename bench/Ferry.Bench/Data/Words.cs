namespace Ferry.Bench.Data;

/// <summary>What texts are made of. Words that come early are used more often.</summary>
internal static class Words
{
    public static readonly string[] FirstNames = Split(
        "Anna Ben Clara David Emma Felix Grace Hugo Ida Jonas Karla Leo Mia Noah Olga Paul Quinn Rosa Sam Tina Udo Vera Will Xenia Yusuf Zoë " +
        "Jürgen Søren Łukasz Zuzana Chloé Iñaki André Ólafur Dvořák Aiko Haruto 美咲 Мария Иван");

    public static readonly string[] LastNames = Split(
        "Smith Müller Schmidt Jones Garcia Rossi Novak Kim Lee Nguyen Silva Martin Weber Fischer Brown Wilson Taylor Anderson Thomas Moore Jackson " +
        "Dubois Jansen Nielsen Kowalski Horvat Popescu Ivanova O'Brien O'Neill Şahin Çelik Åström Öztürk Nuñez D'Angelo Sørensen 田中 Петров");

    public static readonly string[] MailHosts = Split("example.com mail.example.org example.net post.example.de inbox.example.fr");

    public static readonly string[] Countries = Split("DE US FR GB NL AT CH PL IT ES SE DK CZ JP BR");

    public static readonly string[] Languages = Split("de en fr nl pl it es sv");

    public static readonly string[] Genres = Split("drama comedy action thriller romance horror documentary animation crime fantasy western war music");

    public static readonly string[] Adjectives = Split(
        "silent last hidden golden broken lost red dark endless secret burning frozen distant forgotten final crimson quiet wild lonely electric hollow " +
        "brave bitter gentle savage crystal iron velvet paper midnight northern southern eternal fragile");

    public static readonly string[] Nouns = Split(
        "river night garden city heart storm road mirror winter island shadow king summer train letter house ocean witness promise stranger harbor tower " +
        "dream forest bridge voyage kingdom detective orchard lighthouse carnival library astronaut violin");

    public static readonly string[] Cities = Split("Berlin Hamburg München Köln Paris Lyon London Wien Zürich Amsterdam Kraków Praha Roma Madrid Göteborg København");

    public static readonly string[] Streets =
        ["Hauptstraße", "Main Street", "Gartenweg", "Rue de la Paix", "Lindenallee", "High Street", "Bahnhofstraße", "Via Roma", "Church Road", "Calle Mayor"];

    public static readonly string[] EventTypes =
        ["page.viewed", "movie.viewed", "trailer.played", "search.run", "login.ok", "cart.added", "order.placed", "login.failed", "review.written"];

    public static readonly string[] Pages = ["", "/trailer", "/reviews", "/cast", "?tab=details", "/reviews?page=2", "?ref=newsletter"];

    public static readonly string[] Referrers =
        ["https://www.example.com/", "https://search.example.org/?q=movie", "https://social.example.net/p/1", "direct", "https://news.example.de/film"];

    public static readonly string[] Agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
        "MovieApp/4.2.1 (Android 14; Pixel 8)",
    ];

    public static readonly string[] Prose = Split(
        "the and a of to in is it that was for with as his on her but they at by this from be not have an are who or all one when which had were so " +
        "story film father mother city young world life never time man woman year love only way must find before after between family house night " +
        "friend small secret old finally truth past journey again discovers strange together behind every music war letter moment light against " +
        "returns train daughter brother winter remember sister money police river island silence village detective dangerous beautiful morning " +
        "forgotten quietly performance unexpected scenes camera brilliant boring ending surprising character dialogue soundtrack masterpiece " +
        "naïve café über señor voilà 100% \"quoted\" it's C:\\temp - 😀 …");

    private static string[] Split(string words) => words.Split(' ');
}
