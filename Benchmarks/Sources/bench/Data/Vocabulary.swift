/// The words of the data set: a maker of machines for packaging and cutting, its customers and its plants.
enum Vocabulary {
    static let firstNames = words(
        """
        Maria Jonas Aisha Pierre Lena Tomasz Ingrid Rajesh Chiara Oluwaseun Katrin Mateus Yuki Fatima Henrik Zofia
        Luca Priya Anders Noor Emil Valeria Dmitri Saskia Bruno Hana Cedric Amara Felix Greta Ivan Julia Kofi Laila
        Milan Nadia Oscar Paula Quentin Rosa Stefan Tamara Ulrich Vera Walter Xenia Yusuf Zara Benedikt Carla Diego
        Elif Franka Gustav Helena Igor
        """)
    static let lastNames = words(
        """
        Silva Weber Rahman Lefevre Novak Kowalski Berg Iyer Rossi Adeyemi Brandt Costa Tanaka Haddad Olsen Nowak
        Ferrari Menon Lind Karim Fischer Moreno Petrov Jansen Alves Sato Dubois Okafor Keller Schmid Horvat Lopez
        Mensah Nasser Kovac Popescu Lund Garcia Martin Santos Maier Vogel Baumann Kraft Hahn Orlova Demir Malik Huber
        Conti Reyes Yilmaz Lang Holm Winter
        """)
    static let customers = words(
        """
        Acme Borealis Cortina Dunmore Elbtal Fjordline Granova Hexapack Ilmare Juniper Kestrel Lumex Marwick Nordfold
        Ostara Pellworm Quadrant Ravello Steinbach Tavira Umbrella Vantage Westhaven Xylon Yarrow Zellner Arkona
        Bluefin Caldera Dorado Everpak Foxglove Gildan Harbour Isarwerk Jotun Krona Lagoon Merino Northgate Oakline
        Palisade Rosner Saltire Tindal Ulverston Veltins Wexford Alpenmilch Brightwater Corvina Deltafresh Emmental
        Fennica Glenrose Hofgut Insula Kaldor
        """)
    static let sites = words(
        """
        Lyon Gdansk Porto Turku Graz Leiden Bergamo Malmo Sevilla Kassel Ghent Brno Cork Tampere Aarhus Nantes Verona
        Lublin Essen Bilbao Zwolle Linz Split Leeds Reims Ulm Parma Odense Riga Toulouse Bremen Modena Utrecht Poznan
        Coimbra Basel
        """)
    static let products = words(
        """
        Slicer Wrapper Sealer Labeller Conveyor Palletiser Cutter Feeder Checkweigher Stacker Depositor Shrinker
        Capper Sorter Dispenser Mixer Chiller Unloader
        """)
    static let verbs = words(
        """
        send check replace order test measure draw quote confirm repair collect deliver adjust inspect document
        calibrate explain photograph return compare install sharpen clean schedule price redesign weigh translate
        update approve rework
        """)
    static let adjectives = words(
        """
        spare worn new rear front faulty missing second upper lower noisy loose quiet late early final revised cracked
        urgent stainless heated short long bent spotless wrong older cheaper narrow wide cold wet damaged borrowed
        promised unpaid
        """)
    static let things = words(
        """
        blades bearings belts quotation drawing gearbox sensor manual guard motor rollers nozzle valve gasket display
        fuse cable licence invoice pallet film label tray hopper bracket spindle sprocket chain clamp filter pump hose
        coupling switch panel inverter encoder cylinder piston flange washer drum knife plate frame cover hinge lock
        key brush tank scale printer cartridge ribbon scanner camera lamp fan heater coil relay transformer battery
        adapter firmware recipe checklist certificate contract shipment crate sample prototype mould casting weld
        shaft rail wheel magnet spring bolt screw
        """)
    static let places = [
        "on line 2", "on line 4", "in the cold store", "at the infeed", "at the outfeed", "behind the cabinet",
        "in the old hall", "near the loading dock", "under the hood", "at goods receipt", "in the workshop",
        "on the mezzanine", "at the customer's lab", "in the test bay",
    ]
    static let reasons = [
        "because the night shift loses half an hour", "since the last audit asked for it", "before the trade fair",
        "so that purchasing can decide", "after the washdown", "as promised in the visit", "until the new part arrives",
        "without stopping the line", "because it jams twice a day", "when the temperature is above thirty",
        "before the warranty ends", "so that nobody gets hurt", "as the operators asked", "once credit is cleared",
        "because the drawing shows the wrong side", "while the crane is there", "if the supplier agrees",
        "since the competitor offers the same", "to keep the delivery date", "and not only for this customer",
    ]
    static let measures = [
        "mm too wide", "kg over the limit", "parts per minute", "pieces short", "percent scrap", "euros a unit",
        "weeks of lead time", "degrees too hot", "bar at the valve", "hours of downtime",
    ]
    static let subjects = [
        "Site visit", "Weekly review", "Complaint review", "Order kick-off", "Service call", "Acceptance test",
        "Price talk", "Line trial", "Production and sales", "Quality circle",
    ]
    static let departments = words("sales production marketing service quality purchasing")

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
