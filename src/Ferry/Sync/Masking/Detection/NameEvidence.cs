using System.Text.RegularExpressions;

namespace Ferry.Sync.Masking.Detection;

/// <summary>Knows the names that personal columns have in English and in what Laravel, Rails, Django, WordPress and ASP.NET Core Identity make.</summary>
internal static partial class NameEvidence
{
    private static readonly IReadOnlyList<NamePattern> Patterns =
    [
        Of("(current|encrypted|hashed|old)_password|password(_digest|_hash|_hashed)?|passwd|passphrase|pwd|user_pass|pass", MaskKind.Password, Confidence.High),
        Of("(normalized|unconfirmed|contact|billing|author|recipient|reply_to)?_?e?_?mail(_address|_addr)?|mail_(to|from)|e_?mail_?[12]?", MaskKind.Email, Confidence.High),
        Of("(remember|api|access|refresh|reset|reset_password|password_reset|confirmation|invitation|unlock|activation|verification|auth|session|device|push|bearer|id)_token|token(_hash)?", MaskKind.Token, Confidence.High),
        Of("(api|secret|private|access|auth|session|activation|confirmation|provider)_key|(client|api|app|two_factor|otp|totp|webhook)?_?secret|(otp|two_factor)_.*|.*recovery_codes|security_stamp|pin(_code)?", MaskKind.Token, Confidence.High),
        Of("(first|given|middle|fore|christian)_?names?|f_?name|forename", MaskKind.FirstName, Confidence.High),
        Of("(last|family|maiden|sur)_?names?|l_?name|surname", MaskKind.LastName, Confidence.High),
        Of("(full|real|legal|contact|customer|client|patient|employee|member|guest|recipient|sender|author|owner|billing|shipping|card_?holder|account_?holder|display|person)_?name|comment_author|name_on_card|card_?holder", MaskKind.Name, Confidence.High),
        Of("(normalized_)?(user|login|nick|screen|account)_?(name|login|nicename)|login|nick(name)?|handle", MaskKind.Username, Confidence.Medium),
        Of("(mobile|cell|home|work|office|contact|billing|shipping|emergency)?_?(tele)?(phone|fax|mobile|cell)(_?(number|no|nr|num))?_?[12]?|tel(_no|_nr)?|whatsapp|msisdn", MaskKind.Phone, Confidence.High),
        Of("(street|home|postal|mailing|billing|shipping|delivery)?_?(address|addr)(_?line)?_?[123]?|street(_name|_and_number)?_?[12]?", MaskKind.Address, Confidence.Medium),
        Of("(billing|shipping|delivery|home|postal)?_?(city|town|suburb|birth_?place|place_of_birth)", MaskKind.City, Confidence.Low, inPersonTables: true),
        Of("(billing|shipping|delivery|home)?_?(zip|zip_?code|post_?code|postal_?code|plz)", MaskKind.Postcode, Confidence.Medium),
        Of("(remote|client|last|user|request|source|host|login|current|created|registration|signup|comment_author)?_?((sign_in|login)_)?ip(_?(addr|address|v4|v6))?|remote_addr", MaskKind.Ip, Confidence.High),
        Of("(bank_)?iban(_number)?", MaskKind.Iban, Confidence.High),
        Of("bank_account(_number|_no)?|account_(number|no)|sort_code|routing_number|bic|swift(_code)?", MaskKind.Token, Confidence.Medium),
        Of("(credit|debit|payment)?_?card_?(number|no|num)|cc_?(number|num)|credit_card|pan", MaskKind.Card, Confidence.High),
        Of("cvv2?|cvc2?|card_(code|last_?four|last4)", MaskKind.Token, Confidence.High),
        Of("ssn|sin|social_security(_number|_no)?|(national|personal|citizen|identity|tax|fiscal|insurance|health|medical|license|licence|drivers?_licen[sc]e|passport|id_card)_?(id|number|no|nr|code|identifier)|passport|cpf|nif|nino|tin|dni", MaskKind.Token, Confidence.High),
        Of("(date_of_)?birth(_?date|_?day|date)?|birthday|dob|born(_on|_at)?|date_of_death", MaskKind.DateShift, Confidence.High),
        Of("salary|wage|income|annual_income|net_worth|hourly_rate", MaskKind.NumberNoise, Confidence.Medium),
        Of("gender|sex|religion|ethnicity|race|nationality|citizenship|marital_status|sexual_orientation|blood_type|diagnosis|disability|allergies", MaskKind.Redact, Confidence.Medium, inPersonTables: true),
        Of("(company|employer|organi[sz]ation|firm)(_name)?", MaskKind.Company, Confidence.Low, inPersonTables: true),
        Of("name|title_name", MaskKind.Name, Confidence.Medium, inPersonTables: true),
        Of("user_agent|comment_agent|device_(name|id)|(facebook|twitter|instagram|linkedin|google|github|apple|telegram|skype)(_(id|handle|url|name|profile))?|website|homepage|comment_author_url", MaskKind.Token, Confidence.Low),
        Of("bio|biography|about(_me)?|signature|(private_|internal_|customer_)?(note|notes|remarks)|description", MaskKind.Text, Confidence.Low, inPersonTables: true),
        Of("(comment|message|msg|mail|chat)_?(body|text|content)|session_data|payload", MaskKind.Text, Confidence.Low),
    ];

    /// <summary>The first thing that a column's name says; null when it says nothing.</summary>
    public static NamePattern? Of(string table, string column)
    {
        var name = Separated(column);
        if (Harmless().IsMatch(name))
        {
            return null;
        }

        var person = PersonTable().IsMatch(Separated(table));
        return Patterns.FirstOrDefault(pattern => (person || !pattern.InPersonTables) && pattern.Words.IsMatch(name));
    }

    /// <summary><c>NormalizedUserName</c> and <c>normalized-user-name</c> as <c>normalized_user_name</c>.</summary>
    internal static string Separated(string name) => Boundary().Replace(name.Trim(), "$1_$2").Replace('-', '_').Replace(' ', '_').ToLowerInvariant();

    private static NamePattern Of(string words, MaskKind kind, Confidence confidence, bool inPersonTables = false) =>
        new(new Regex($"^(comment_)?(user_|customer_|client_|member_|contact_|person_|employee_|patient_|guest_|owner_|author_|buyer_|seller_)?({words})$", RegexOptions.CultureInvariant), kind, confidence, inPersonTables);

    /// <summary>States, times and counts about something personal are not the thing itself.</summary>
    [GeneratedRegex("^(is|has|can|was|num|allow|requires?)_|_(at|count|confirmed|verified|enabled|sent|type|status|opt_?in|attempts|id|expires|expiry|length|format|template|hash_algorithm)$")]
    private static partial Regex Harmless();

    [GeneratedRegex("(^|_)(asp_net_)?(user|people|person|customer|client|member|employee|staff|contact|patient|student|teacher|guest|author|profile|subscriber|lead|applicant|candidate|account|passenger|tenant|participant|attendee|buyer|seller|recipient|donor|volunteer|worker|doctor|driver|resident|shopper|visitor|player)s?(_|$)")]
    private static partial Regex PersonTable();

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Boundary();
}
