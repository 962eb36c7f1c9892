/// What a careful reader takes from the minutes in `../shared/minutes`: file, day and number of people, then each
/// action (line, `done`, a hash of text and topic, owners) and each line that was looked at and left (line, reason).
enum MinutesTable {
    static let text = """
        2018-10-13.md 2018-10-13 0
        2018-10-22.md 2018-10-22 27
          - 106 sentence
        2018-10-29.md 2018-10-29 19
        2018-11-05.md 2018-11-05 10
          - 49 sentence
        2018-11-12.md 2018-11-12 10
          - 31 sentence
          - 39 sentence
          - 51 sentence
          - 57 sentence
          - 60 sentence
          - 64 sentence
        2018-11-19.md 2018-11-19 17
        2018-11-26.md 2018-11-25 15
        2018-12-03.md 2018-12-03 8
          + 60 4c3c0762 Adam Miller
          + 61 49d12b59 Tracy Hinds
          + 62 f4c9d018 Jory Burson
          + 96 ad32d8f1 Joe Sepi
          + 122 8ae639aa Myles Borins
        2018-12-10.md 2018-12-10 11
        2018-12-17.md 2018-12-17 14
          + 80 88f04ac3
          - 41 sentence
          - 57 sentence
        2019-01-07.md 2019-01-07 14
          - 115 sentence
        2019-01-14.md 2019-01-14 13
          - 43 sentence
        2019-01-21.md 2019-01-21 9
          + 114 93ed2c0d Michael Dawson, Myles Borins
          + 115 bc05a3d3 Dan Applequist, Jory Burson
          + 116 cfc32f9b
          + 117 583ffc29 Michael Dawson
        2019-01-28.md 2019-01-28 12
        2019-02-04.md 2019-02-04 10
        2019-02-11.md 2019-02-11 12
          + 85 eae0a44c Myles Borins
          - 81 sentence
        2019-02-25.md 2019-02-25 10
        2019-03-04.md 2019-03-04 9
          + 94 5c94a4f4 Michael Dawson
        2019-03-18.md 2019-03-18 13
        2019-03-25.md 2019-03-25 14
          - 82 sentence
        2019-04-01.md 2019-04-01 13
          + 45 e8a5e5cf
          + 56 faf7054f
          + 62 a1de2aaa
        2019-04-08.md 2019-04-08 12
          - 59 sentence
        2019-04-15.md 2019-04-15 18
        2019-04-22.md 2019-04-22 14
        2019-04-29.md 2019-04-29 9
        2019-05-06.md 2019-05-06 12
          + 46 90a59b17 Brian Warner
        2019-05-13.md 2019-05-13 10
          + 48 4bbe3c8e
        2019-05-20.md 2019-05-20 17
        2019-06-10.md 2019-06-10 12
        2019-06-19.md 2019-06-19 11
          + 47 6c8c0036 Jory Burson
          + 55 213beeb3 Brian Warner
          + 63 done e3479931
          + 83 5a97717f Joe Sepi, Kris Borchers
          + 113 b215de4e Jory Burson
          + 124 e5f1387f Michael Dawson, Eemeli Aro
          + 136 c7ef8c52
        2019-06-26.md 2019-06-26 17
          + 62 done c312895a
          + 76 613c39c5 Jory Burson
          + 84 a79d0bbe
        2019-07-03.md 2019-07-03 16
        2019-07-10.md 2019-07-10 12
          + 43 2205d26e
          + 48 d9f1c786
          + 59 150864fd
          + 64 a78f1dc0
          + 73 215bda36 JS
          + 87 3986b3c JoS
        2019-07-17.md 2019-07-17 13
          + 41 c52933b2
          + 45 done bb97e00d
          + 49 2d1a767c
        2019-07-23.md 2019-07-23 9
          - 39 sentence
          - 42 sentence
        2019-07-30.md 2019-07-30 11
          - 34 sentence
        2019-08-06.md 2019-08-06 9
          + 38 21a7f01a
          + 47 c7ea68ec
          + 54 e605bb24
          + 62 a5feedc9
          - 42 empty
          - 67 sentence
        2019-08-13.md 2019-08-13 15
          + 54 32e5b5cc Jory Burson
          + 69 f3cdd0b5 Mike Dolan, Myles Borins
          + 73 done 70f28978
          + 77 7182fdc4
          + 85 efc996d8 Joe Sepi
          + 95 5258fb54 Joe Sepi
          - 60 saysNone
        2019-08-20.md 2019-08-20 9
          - 33 earlierMeeting
          - 41 earlierMeeting
          - 46 earlierMeeting
          - 52 earlierMeeting
          - 57 earlierMeeting
          - 67 earlierMeeting
        2019-08-27.md 2019-08-27 12
          + 48 9bc4fd18
          + 49 83329185
          + 56 97c77ac0
          + 63 2ae40147 Myles Borins
          + 73 18b2674b
          + 74 8f1f7018
          + 83 b010f010 Myles Borins, Jory Burson, Tobie Langel
          + 89 434a4a7d
          - 44 earlierMeeting
          - 52 earlierMeeting
          - 59 earlierMeeting
          - 66 earlierMeeting
          - 68 saysNone
          - 71 earlierMeeting
        2019-09-03.md 2019-09-03 12
        2019-09-10.md 2019-09-10 12
          - 32 sentence
        2019-09-17.md 2019-09-17 9
        2019-09-24.md 2019-09-24 13
          + 41 d015fd70
        2019-10-01.md 2019-10-01 11
        2019-10-08.md 2019-10-08 19
          + 47 d1dd7ee1 Michael Dawson
          + 66 942d7518 Michael Dawson
          + 85 81fea7f4 Myles Borins
          - 52 saysNone
        2019-10-15.md 2019-10-15 10
          + 47 49e823f0 Joe Sepi
          + 48 67050b9b Michael Dawson
        2019-10-22.md 2019-10-22 18
        2019-10-29.md 2019-10-29 12
        2019-11-05.md 2019-11-05 13
          - 51 sentence
        2019-11-12.md 2019-11-12 9
        2019-11-19.md 2019-11-19 10
        2019-11-26.md 2019-11-26 12
        2019-12-03.md 2019-12-03 13
          - 59 sentence
        2019-12-17.md 2019-12-17 10
        """
}
