"""The words of Spanish with which people talk to a bot and ask about its collection."""

from __future__ import annotations

from retrieval.languages.lexicon import TalkWords, patterns, patterns_by_kind, texts_by_kind, whole_patterns, words

# Patterns that others are made of; a name in angle brackets stands for one.
_PARTS = {
    "YOU": r"(?:tu|usted|vos|ustedes|vosotros|el bot|este bot|bot|footnote)",
    "YOUR": r"(?:tus?|sus?|vuestr[oa]s?|el|la|los|las|est[eao]s?)",
    "ARTICLES": (
        r"(?:articulos?|noticias?|textos?|documentos?|historias?|notas?|entradas?|publicaciones"
        r"|reportajes?|piezas?|fuentes)"
    ),
    "COLLECTION": r"(?:coleccion|biblioteca|base|archivo|memoria|indice|servidor|catalogo|almacen)",
    "MATTER": r"(?:informacion|datos|info|cosas?|contenidos?|material|conocimientos?)",
    "LANGUAGE": r"(?:espanol|castellano|ingles|frances|aleman|italiano|portugues|catalan|arabe|idiomas?|lenguas?)",
}

_ARTICLE_PARTS = {
    "TEXTO": r"(?:articulo|texto|reportaje|noticia|obituario|critica|resena|entrevista|columna|cronica)",
    "EL_TEXTO": (
        r"(?:(?:el|ese|este) (?:articulo|texto|reportaje|obituario)"
        r"|(?:la|esa|esta) (?:noticia|critica|resena|entrevista|columna|cronica))"
    ),
    "SOBRE": r"(?:sobre|con|acerca del?|de|del|titulad[oa]|,)",
    "AUTOR": r"(?:el autor|la autora)",
    "PUBLICO": r"(?:se (?:publico|escribio)|fue (?:publicad[oa]|escrit[oa]))",
}

TALK = TalkWords(
    vocabulary=words("""
        articulo articulos noticia noticias texto textos documento documentos historia historias nota notas entrada
        entradas publicacion publicaciones reportaje reportajes pieza piezas fuente fuentes periodico periodicos diario
        diarios revista prensa blog pagina paginas web internet coleccion biblioteca base datos archivo archivos memoria
        indice servidor server canal catalogo almacen aqui ahi alli dentro adentro informacion info dato cosa cosas
        contenido contenidos material algo nada todo toda todos todas alguien nadie tu tus usted ustedes vos vosotros
        te ti contigo mi mis mio mia me yo conmigo nuevo nueva nuevos nuevas novedad novedades ultimo ultima ultimos
        ultimas reciente recientes recientemente actual actuales actualizado actualizada actualizados actualizaron
        actualizan actualiza actualizas actualizacion actualizaciones fresca fresco viejo vieja viejos viejas antiguo
        antigua antiguos antiguas primero primera primer fecha fechas ano anos dia dias mes semana hoy ayer manana ahora
        cuando cuanto cuanta cuantos cuantas numero numeros cantidad total grande tamano ciento cien cientos mil miles
        mas menos
        menor mayor unos unas como aproximadamente exactamente realmente siempre solo solamente tambien muy bien mal
        mejor
        peor ya aun todavia vez veces cada si sii sip claro vale ok okay okey bueno buena buenas buenos correcto exacto
        exactamente cierto verdad eso esa ese esos esas esto este esta estos estas no nop nope que va tampoco nunca
        falso incorrecto equivocado equivocas otro otra otros otras da igual gracias muchas muchisimas mil graciass
        agradezco
        agradecido agradecida favor porfa porfavor plis genial perfecto perfecta estupendo estupenda excelente
        fantastico
        increible maravilla maravilloso guay chulo mola bravo crack maquina maestro fenomeno util utiles ayuda ayudas
        ayudado ayudo ayudar ayudame salvado salvas hola holaa holi oye ey hey hi buen dias tardes noches saludos
        adios chao chau hasta luego pronto nos vemos cuidate bye voy vamos me marcho tengo ir irme dormir noche descansa
        tal estas esta estan estais andas anda va van vas vais hay haces hacer hace hacen hago andamos cansado cansada
        feliz
        dormiste dormido jaja jajaja jajajaja jeje jiji lol xd risa gracioso graciosa divertido chiste broma pobre
        bot bots footnote robot humano humana persona maquina ia inteligencia artificial chatgpt gpt programa ordenador
        real verdadero nombre llamas llama llamo hizo hicieron creo creado creador programo programado invento construyo
        dueno detras eres es son sois soy era fue ser sabes sabe sabeis saben saber se puedes puede podeis pueden puedo
        podria podrias poder quiero quisiera quieres necesito debo tengo tienes tiene teneis tienen tener tenido hay
        guardas guardado guardados guardada guardadas guarda almacenado almacenados conoces conocen conoce conoceis
        conocer cubres cubre
        abarca abarcas incluye contiene encuentro encontrar busco buscar busca buscas buscando muestra muestrame
        ensename dame
        di dime decir dices dice dicen dilo cuenta cuentame explica explicame explicar lista enumera lee leer leido lees
        leiste escribe escribir escribo escrito escribio escribieron escriben publica publican publicado publico autor
        autores periodista
        periodistas redaccion sacas saca sacaste sacado vienen viene procede proceden salen sale obtienes pregunta
        preguntas
        preguntar preguntarte preguntarle pregunto respuesta respuestas responder respondes responde contesta contestar
        contestas hablar hablas habla hablo entiendes entiendo entender entendido fio fiar fiable confiar credibles
        creer
        anadir anado anade agregar agrego meter meto mete metes meten metieron metido subir subo sube cargar cargo
        insertar poner pongo
        incluir borrar borro eliminar elimino quitar quito cambiar cambio editar resumen resumenes resumir resumes
        resumeme
        traducir traduces traduccion mencionar mencionarte etiquetar fichero ficheros pdf enlace enlaces usar uso usa
        usarte usarlo
        utilizar utilizo funciona funcionas funcionar empezar empiezo comando comandos instrucciones manual guia
        funciones funcion sirves sirve sirven para tema temas tematica asunto asuntos materia materias ambito
        categorias categoria
        tipo tipos clase clases tratan trata van hablan cubren sobre acerca principalmente politica deportes deporte
        cultura
        ciencia economia tecnologia local locales mundo frecuencia menudo diario diariamente semanal semanalmente
        atras remontan remonta
        prueba pruebas probando probar test testing ping oye oyes oyen escuchas escucha escuchan lees alguien conectado
        despierto vivo encendido ahi uno dos tres inutil inutiles tonto tonta idiota estupido estupida imbecil mierda
        basura
        porquery asco asqueroso malo mala malisimo pesimo horrible odio callate calla cierra boca pesado aburrido
        lento torpe burro bobo patetico verguenza nivel vaya menudo menuda espanol castellano ingles frances aleman
        italiano portugues catalan arabe idioma idiomas lengua lenguas acuerdo serio duda pregunta cuestion momento poco
        mucho mucha muchos tanto demasiado igual entonces pues ah oh eh uy hm hmm ay vale venga bueno porque por con sin
        de del al el la los las lo un una en y o e u a le les nos su sus ha han has he haya ante mas exactamente quien
        quienes cual cuales donde adonde q k xq pq tb tmb x d cuanto mismo misma misma asi alla mas siquiera quiza
        quizas tal vez casi suele sueles nuevo novato perdido perdida ayudes toca ver veo ves viste amigo amiga tio tia
        colega server grupo dicho hecho hecha dado puesto contestado encanta encantado encantan gusta gusto quiere
        acabo acabas acaba modo manera forma formas opciones hacerte hacerle dejes deja dejame dejar rapido
        sirve sirvio servido solucionado resuelto aclarado listo lista rollo bobada chatbot intenta intento intentar
        creo crees piensas pienso recuerdas recuerdo olvida olvidalo espera segundo segundos minuto minutos
        hora horas interesante curioso ejemplo ejemplos sugerencia sugerencias recomiendas azar gratis cuesta cuestas
        pagar privado
        mensaje mensajes conversacion lento rapido roto rota increible impresionante magnifico alucinante flipante
        asombroso
        uf uff ups vaya caramba jo joder bah bueno gente equipo companero hermano bro hombre mujer chico chica mentira
        mentiroso
        estoy perdon disculpa disculpe senor
        senora propios propio propia subirte pasarte paso pasar pasarle suba meta anada agregue alguna alguno algun
        ninguna ninguno
    """),
    address=words("""
        tu tus te ti contigo usted vosotros bot footnote articulo articulos noticias textos coleccion biblioteca archivo
        tienes sabes eres puedes guardas conoces
    """),
    indefinite=words("un una unos algun otro nuevo"),
    cores=patterns_by_kind(
        r"""
        update: \bcuando\b.*\b(?:actualiz\w+|nuev[oa]s?|met(?:en|ieron)|anadieron|agregaron|ultima vez)\b
            |\bultima (?:actualizacion|vez)\b|\bcada cuanto\b|\bcon que frecuencia\b|\b(?:al dia|actualizad[oa]s?
            |actualizan?)\b|\b(?:que|tan) (?:antigua|reciente|actual|vieja|fresca|nueva) (?:es|son|esta)\b
            |\bde cuando (?:es|son)\b
        oldest: \b(?:mas (?:viej[oa]s?|antigu[oa]s?)|primer(?:a|o)? <ARTICLES>|hasta (?:cuando|donde|que (?:ano
            |fecha))|se remontan?|mas atras)\b
        count: \bcuant[oa]s?\b.*\b(?:<ARTICLES>|<MATTER>|tienes|guardas|hay|sabes)\b|\b(?:numero|cantidad
            |total)\b.*\b<ARTICLES>\b|\b(?:que|cual) (?:tan )?(?:grande|tamano)\b|\btamano\b|\b(?:\d+|cien|mil
            |cientos|miles)(?: de)? <ARTICLES>\b|\b<ARTICLES>\b.*\ben total\b
        howto: \b(?:anad\w+|agreg\w+|met(?:o|er|a)|sub(?:o|ir|irte|a)|carg(?:o|ar)|insert\w+|pon(?:er|go)|incluir
            |borr\w+|elimin\w+|quit(?:o|ar)|edit\w+|pasar(?:te|le)?)\b.*\b(?:<ARTICLES>|pdf|fichero|archivo|enlace
            |propios?|algo)\b
        howto: \b(?:resum\w+|traduc\w+|mencionar(?:te)?|etiquetar)\b|\b(?:en )?<LANGUAGE>\b
        newest: \b(?:mas (?:reciente|nuev[oa])s?|ultim[oa]s? (?:<ARTICLES>|<MATTER>|que)|lo ultimo|novedades
            |recientemente)\b|\bque hay de nuevo\b|\balgo nuevo\b|\b<ARTICLES> (?:nuev[oa]s|recientes)\b
        identity: \b(?:quien|que|quienes) (?:eres|sois)\b|\b(?:quien|que) es (?:<YOU>|esto)\b|\bquien (?:te|os) \w+\b
            |\bquien (?:hizo|creo|programo|invento) (?:el|este|a) \w+\b|\beres\b(?!.*\b(?:mejor|peor)\b).*\b(?:bot
            |robot|human[oa]|persona|maquina|ia|chatgpt|gpt|programa|real)\b|\b(?:como te llamas|tu nombre
            |cuantos anos tienes|que edad)\b|\b(?:human[oa]|persona|robot|maquina|ia) o\b
        sources: \bfuentes?\b|\bde donde\b.*\b(?:sac\w+|vien\w+|sal\w+|proced\w+|obtien\w+|es|son)\b
            |\bquien(?:es)? (?:lo |los |las |la |ha |han )*(?:escrib\w+|escrito|public\w+)\b|\bautor(?:es)?\b
            |\bde que (?:periodico|diario|revista|medio)\b|\b(?:fiables?|fiar|confiar)\b|\bcomo (?:lo )?sabes\b
        topics: \b(?:temas?|tematica|asuntos?|materias?|categorias?)\b|\bde que (?:van|va|tratan?|hablan?|hay)\b
            |\bque (?:tipo|clase|tipos) de (?:<ARTICLES>|<MATTER>|preguntas)\b|\bque (?:<ARTICLES>
            |<MATTER>) (?:tienes|hay|guardas)\b|\bque (?:tienes|hay|sabes)(?: \w+)? (?:aqui|ahi|dentro|guardado|en tu
            |en la|tu)\b|\bsobre que\b
        help: ^(?:\w+ )?(?:ayuda|ayudame)(?: porfa| por favor| plis| bot| me| necesito)*$|\bayuda\b|\bayudame\b
            |\bque (?:sabes|puedes|haces|hace)(?: \w+)?(?: hacer| bot)?$|\b(?:que|q|k) (?:sabes|puedes
            |puede) (?:hacer|\w+ hacer)\b|\b(?:comandos?|instrucciones|manual|guia|funciones)\b
            |\bcomo (?:\w+ )?(?:funcionas?|usa|uso|usar\w*|utilizo|empiezo|pregunto|va esto|se usa|te uso)\b
            |\bpara que (?:\w+ )?(?:sirv\w+|eres|estas|vales)\b|\bque (?:puedo|debo|tengo que) (?:preguntar\w*|hacer
            |escribir|poner|decir)\b|\b(?:soy|estoy) (?:nuev[oa]|perdid[oa])\b|\bno (?:lo )?entiendo\b
            |\bpuedes ayudar\w*\b|\bque es esto\b
        wellbeing: \b(?:que|k|q) tal\b|\bcomo (?:estas|andas|te va|va (?:todo|eso|la vida|el dia)|te encuentras
            |has dormido|estais|le va|vamos|te sientes)\b|\btodo bien\b|\b(?:estas|andas) (?:bien|cansad[oa]|feliz)\b
            |\bque haces\b
        insult: \b(?:inutil|ton(?:to|ta)|idiota|estupid[oa]|imbecil|mierda|basura|asco|asqueroso|mal[oa]|malisimo
            |pesimo|horrible|odio|callate|calla|pesado|aburrido|lento|torpe|burro|bobo|patetico|verguenza
            |no (?:me )?sirves?|no vales|peor)\b
        thanks: \b(?:gracias|agradez\w+|agradecid[oa])\b
        goodbye: \b(?:adios|chao|chau|hasta (?:luego|manana|pronto|la vista|otra|ahora)|nos vemos|cuidate|bye
            |buenas noches|me (?:voy|marcho)|tengo que irme|descansa)\b
        test: ^(?:\w+ )?(?:prueba|probando|probar|test|testing|ping)\b|\b(?:me|se) (?:oyes?|oyen|escuchas?|lees)\b
            |\b(?:hay alguien|alguien (?:ahi|aqui|por aqui|en casa))\b|\b(?:funciona|va|esta) (?:esto|el bot
            |encendido|vivo|bien esto)\b|\b(?:estas|sigues) (?:ahi|vivo|conectado|despierto|aqui)\b|\bfunciona(?:s)?$
            |\buno dos\b
        praise: \b(?:genial|perfect[oa]|estupend[oa]|excelente|fantastico|increible|impresionante|magnifico|asombroso
            |maravilla|maravilloso|guay|chulo|mola|bravo|crack|maestro|fenomeno|util|mejor|bien hecho|muy bien
            |buen (?:bot|trabajo)|buena respuesta|encanta|que bueno|listo)\b
        deny: \b(?:no|nop|nope|que va|falso|incorrecto|equivocad[oa]|te equivocas|da igual|tampoco)\b
        affirm: \b(?:si|sii|sip|claro|vale|ok|okay|okey|bueno|correcto|exacto|exactamente|cierto|eso es|de acuerdo
            |venga|por supuesto|entendido|entiendo|ya veo|es verdad)\b
        laugh: \b(?:(?:ja)+j?|(?:je)+|(?:ji)+|lol|xd|que risa|gracios[oa]|divertido)\b
        greeting: \b(?:hola|holi|oye|ey|hey|hi|buen(?:os|as)(?: (?:dias|tardes|noches))?|buen dia|saludos)\b
        """,
        **_PARTS,
    ),
    openings=patterns_by_kind(r"""
        thanks: (?:muchas |muchisimas |mil |ok |vale )?gracias(?: (?:bot|footnote|crack|por|de verdad|tio))* (?:por
            |ya|eso|lo|me|era|justo|de|ahora|que|con|esta|te)\b(?! (?:quien|que))|me (?:ha|has|sirve|sirvio|ayuda
            |ayudo|vale)\b|te lo agradezco\b|(?:eso|esto|lo) (?:me )?(?:sirve|ayuda|ha servido|aclara|soluciona)\b
        praise: (?:muy |que |la mejor |una |vaya |pues |menuda )?(?:buen[oa]?|gran|excelente|perfecta|genial
            |estupenda|util|maravilla|fantastica) (?:de )?(?:respuesta|bot|trabajo|info|informacion|explicacion|dato
            |cita)\b|(?:eres|este bot es)(?: (?:el|la|un|muy|lo|mas|una|tan|bien|realmente))* (?:mejor|crack|genial
            |listo|bueno|util|maquina|maestro|fenomeno|increible|inteligente|maximo)\b|(?:me encanta|justo lo que
            |que bien|que guay|que maravilla)\b|(?:genial|perfecto|estupendo|guau)\b(?: (?:eso|justo|era|que|esto|lo))
        insult: (?:eres|este bot|el bot|bot|menudo|menuda|que|vaya|pedazo de)(?: (?:es|un|una|mas|muy|tan|de|el|la|lo
            |puto|realmente|solo))* (?:inutil|tont[oa]|idiota|estupid[oa]|imbecil|mierda|basura|asco|mal[oa]|pesimo
            |horrible|burro|bobo|patetico|lento|torpe|porqueria|peor|cutre|desastre|bot)\b|(?:bot|robot
            |maquina) (?:inutil|tont[oa]|estupid[oa]|de mierda|idiota|malo|basura|del demonio)\b|no (?:sirves|vales
            |sabes|entiendes|te enteras|das una|tienes ni idea)\b|(?:callate|vete|cierra|te odio|anda ya|das asco
            |dais asco|a la mierda)\b|mi (?:perro|gato|abuela|tostadora)\b.*\bmas\b
        goodbye: (?:me )?(?:voy|marcho|piro|largo|despido)(?: (?:ya|ahora|a|al|que))*\b|(?:adios|chao|chau|hasta
            |nos vemos|buenas noches|bye)(?: (?:a|todos|luego|manana|pronto|bot|entonces|otra|la|el|y|gracias|proxima
            |footnote|descansa|vista|lunes))+\b|que (?:pases|descanses|tengas|vaya)\b|tengo que\b
        deny: (?:no|nop|que va|para nada|nah)(?: (?:no|hombre|bot))* (?:eso|ese|esa|el|la|es|era|me|lo|hablo|digo
            |decia|ha|quiero|queria|queria|asi|te|se|los|las|tiene|preguntaba|pregunto)\b|me refer(?:ia|ia)
            |me refiero\b|(?:hablo|hablaba|digo|decia) (?:de|del|el|la)\b|te equivocas\b|(?:el|la|los
            |las) otr[oa]s?\b|que va\b
        affirm: (?:si|sii|sip|claro|vale|ok|exacto|correcto|eso es|cierto)(?: (?:si|exacto|eso|claro|por favor
            |porfa))* (?:ese|esa|eso|el|la|lo|por|los|las|es|me|justo|exacto|todo|del|de)\b
        laugh: (?:(?:ja)+j?|(?:je)+|(?:ji)+|lol|xd|que risa)\b
        greeting: saludos (?:desde|a|de)\b|soy yo\b
        test: (?:probando|prueba)\b
    """),
    coverage=whole_patterns(r"""
        (?:(?:tu|usted|ustedes|vosotros|por casualidad|acaso) )?(?:sabes|sabe|saben|sabeis|tienes|tiene|tienen|teneis
            |conoces|conoce|guardas|encuentras|cuentas con|dispones de|manejas|cubres|hablas|hablais|trae)(?: (?:tu
            |usted|por ahi|por casualidad|acaso|aqui|ahi|tambien))*(?: (?:algo|alguna?|articulos?|noticias?
            |textos?|informacion|info|cosas|datos|un|una|nada|mas|cosa|algunos?|algunas|historias?|reportajes?
            |documentos?|material|lo que sea|de))* (?:sobre|acerca de|acerca del|de|del|respecto a|en torno a
            |relacionad[oa]s? con|que (?:hable|hablen|mencione|trate) (?:de|del
            |sobre)?) ?(?P<about>.+?)(?: (?:por ahi|ahi|aqui|guardado|dentro|en tu coleccion|en la coleccion
            |por casualidad|en tus articulos))?
        (?:hay|existe|existen|tendrias|habra|aparece|salen?|se habla|encuentro|puedo encontrar|has leido
            |habeis publicado|habeis escrito|teneis)(?: (?:ahi|aqui|por ahi|en tu coleccion|en tus articulos
            |en la coleccion|en el archivo|en la biblioteca|dentro))?(?: (?:algo|alguna?|articulos?|noticias?
            |textos?|informacion|info|cosas|un|una|documentos?|historias?|nada|material|datos))+ (?:sobre|acerca de
            |acerca del|de|del|respecto a|que (?:hable|hablen|mencione|mencionen|trate|traten) (?:de|del
            |sobre)?) ?(?P<about>.+?)(?: (?:por ahi|ahi|aqui|guardado|dentro|en tu coleccion|en la coleccion
            |en tus articulos))?
        (?P<about>(?:\w+ ){0,7}\w+) , (?:sabes|tienes|teneis|hay|conoces|cubres|habeis|sale|aparece
            |te suena)(?: \w+){0,5}(?: (?:algo|de eso|sobre eso|eso|de ello|nada|ahi|aqui|de esto))(?: (?:o no|ahi
            |por ahi))?
        (?:se menciona|mencionas|mencionan|hablan|tratan|sale|aparece|esta|salen|cubren)(?: (?:de|sobre
            |algo sobre))? ?(?P<about>.+?) (?:en (?:tus|los|tu|la|alguno de tus|algun) (?:articulos|articulo|textos
            |noticias|coleccion|biblioteca|archivo))(?: .{0,12})?
    """),
    news=words("noticia noticias novedad novedades nuevo"),
    bare_coverage=whole_patterns(r"""
        (?:algo|algun articulo|alguna noticia|articulos|noticias|textos|informacion|info)(?: (?:nuevo
            |por ahi))? (?:sobre|acerca de|acerca del|respecto a) (?P<about>.+)
        (?:muestrame|dame|ensename|busca|buscame|busco)(?: (?:algo|articulos|noticias|textos|todo|lo que tengas
            |informacion|los articulos|las noticias|un articulo|todos los articulos))* (?:sobre|acerca de
            |acerca del) (?P<about>.+)
    """),
    article_author=whole_patterns(
        r"""
        quien (?:escribio|redacto|ha escrito) <EL_TEXTO>(?: <SOBRE>)? (?P<about>.+)
        quien (?:es|era|fue) <AUTOR> del? (?:<TEXTO>|<EL_TEXTO>)(?: <SOBRE>)? (?P<about>.+)
        de quien es <EL_TEXTO>(?: <SOBRE>)? (?P<about>.+)
        quien (?:escribio|redacto|ha escrito) (?P<title>.+)
        quien (?:es|era|fue) <AUTOR> de (?P<title>.+)
    """,
        **_ARTICLE_PARTS,
    ),
    article_date=whole_patterns(
        r"""
        cuando (?:<PUBLICO>|salio|aparecio) <EL_TEXTO>(?: <SOBRE>)? (?P<about>.+)
        (?:de cuando es|cual es la fecha de) <EL_TEXTO>(?: <SOBRE>)? (?P<about>.+)
        cuando <PUBLICO> (?P<title>.+)
    """,
        **_ARTICLE_PARTS,
    ),
    fillers=patterns(
        r"""
        hola oye ey hey buenas buenos\sdias buenas\stardes buenas\snoches ok vale bueno y pero o e pues
        entonces hm ah oh por\sfavor porfa gracias jaja jajaja jeje lol si no bot footnote una\sduda
        una\spregunta a\sver dime ahora amigo tio oiga perdon
        """
    ),
    questions=patterns(r"""
        quien quienes
        que(?!\s(?:va|bien|bueno|buena|maravilla|guay|chulo|risa|gracioso|lindo|grande|pena|lastima|tonto|asco|inutil|malo|mala|desastre|verguenza|mierda|crack|fuerte|divertido))
        cual cuales cuando cuanto cuanta cuantos cuantas donde adonde como
        (?:a|de|en|por|con|para|desde|hasta|sobre)\s(?:quien|quienes|que|cual|cuales|cuando|cuanto|cuantos|cuantas|donde)
        (?:es|son|fue|era|esta|estan|hay|ha|han|hubo|puede|pueden|va|van|sera|seran|tiene|tienen)\s(?:el|la|los|las|un|una|ya|verdad|cierto|que|algun|alguna)
        xq pq
    """),
    inner_questions=patterns("quien quienes cuanto cuanta cuantos cuantas cual cuales donde adonde"),
    relatives=patterns(
        """lo la el los las todo justo claro creo es sabia es mas ya parece dice espero asi para con hay tiene va veo
        dices"""
    ),
    sentence_words=words("""
        yo tu me te se lo nos es son era fue esta estan estas eres soy ha has he hablo voy estaba tiene tengo eso esto
        ya
        habia creo sabia va
    """),
    replies=texts_by_kind("""
        greeting: ¡Hola! Hazme una pregunta y cito la frase de los artículos que la responde.
        thanks: De nada. Pregúntame cuando quieras saber más.
        goodbye: ¡Hasta luego! Los artículos seguirán aquí cuando vuelvas.
        wellbeing: Todo bien, gracias. ¿Qué quieres saber de los artículos?
        affirm: Bien. Pregúntame lo que quieras saber.
        deny: Entonces lo entendí mal. Pregunta otra vez con una frase entera, con el nombre o el año que quieres decir.
        laugh: Solo cito lo que dicen los artículos. ¿Qué quieres saber ahora?
        praise: ¡Gracias! El mérito es de los artículos: yo solo los cito.
        insult: Siento no haber ayudado. Pregunta otra vez con otras palabras.
        test: Sí, estoy aquí y te leo. Hazme una pregunta sobre los artículos.
        nonsense: No encuentro nada parecido en los artículos. Pregúntame con pocas palabras o con una frase entera.
        help: Hazme una pregunta con tus propias palabras y cito la frase de los artículos que la responde, con su
            fuente. También puedes pedir un resumen, buscar, o preguntar cuántos artículos hay y de qué tratan.
        identity: Soy Footnote, un programa que encuentra respuestas en artículos. No escribo nada: lo que muestro
            está citado palabra por palabra, con su fuente.
        howto: Los artículos se añaden y se quitan con órdenes: «footnote add» y «footnote remove» en un terminal,
            «/add» y «/remove» en la consola, «/biblioteca añadir» y «/biblioteca quitar» en Discord. «/summary», en
            Discord «/resumen», da las frases más importantes de un artículo. Puedes escribir en español, inglés, alemán
            o francés.
        count: Tengo {count} artículos.
        count_single: Tengo un artículo.
        empty: Todavía no tengo artículos. Se añaden con «/biblioteca añadir» en Discord, «/add» en la consola o
            «footnote add» en un terminal.
        newest: El artículo más reciente es «{title}» ({date}).
        newest_undated: El último artículo que se añadió es «{title}», el {date}.
        oldest: El artículo más antiguo es «{title}» ({date}).
        oldest_undated: Ningún artículo tiene fecha; el primero que se añadió es «{title}», el {date}.
        topics: Tengo {count} artículos, como {titles}. Pregúntame si tengo algo sobre un tema.
        topics_single: Tengo un artículo, {titles}. Pregúntame si tiene algo sobre un tema.
        sources: Lo que muestro está citado palabra por palabra de los artículos, y cada cita nombra su artículo, con
            su enlace si lo tiene. Quien lleva este sitio eligió los artículos: {sources}.
        update: El último artículo se añadió el {added}. El más reciente es «{title}» ({date}).
        author: «{title}» es de {author}.
        published: «{title}» es del {date}.
        coverage: Sí: {count} artículos tienen algo sobre {about}, sobre todo «{title}». Pregúntame lo que quieras
            saber.
        coverage_single: Sí: «{title}» tiene algo sobre {about}. Pregúntame lo que quieras saber.
        coverage_none: No, no encontré nada sobre {about} en los {count} artículos.
        coverage_none_single: No, no encontré nada sobre {about} en el único artículo.
        multilingual: Ningún artículo está en el idioma de tu pregunta. Un modelo multilingüe puede encontrar más: pon
            models.embedder_model en "{model}" ({size} GB de descarga, la mitad de rápido) y library.path en un archivo
            nuevo, y añade los artículos en él.
        quoted: «{title}»
        and: y
    """),
)
